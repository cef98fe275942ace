@echo off
rem Starts Target Routes. JAVA_HOME names the JDK or JRE (17 or newer); JAVA_OPTS adds options to it.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" %JAVA_OPTS% "-Dtarget-routes.home=%home%" -cp "%home%\lib\*" io.github.targetroutes.Application %*
exit /b %ERRORLEVEL%
