@echo off
rem Starts Target Routes. JAVA_HOME names the JDK or JRE (17 or newer); JAVA_OPTS adds options to it.
rem TARGET_ROUTES_NO_CDS=1: no archive of classes is made or used.
setlocal DisableDelayedExpansion
for %%i in ("%~dp0..") do set "home=%%~fi"

set "java="
if defined JAVA_HOME (
  set "java=%JAVA_HOME%\bin\java.exe"
) else (
  for %%i in (java.exe) do set "java=%%~$PATH:i"
)
if not defined java (
  echo target-routes: no Java found; install a JDK or JRE, 17 or newer, and put it on the PATH or into JAVA_HOME>&2
  exit /b 2
)
if not exist "%java%" (
  echo target-routes: JAVA_HOME is "%JAVA_HOME%", where there is no bin\java.exe; let it name a JDK or JRE, 17 or newer>&2
  exit /b 2
)

rem Where the file "release" is not beside the JVM, as with some installers, the JVM itself tells what it can't run.
set "version="
for %%i in ("%java%\..\..") do set "release=%%~fi\release"
if exist "%release%" for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%release%"') do set "version=%%~v"
set "major=17"
if defined version for /f "delims=.-+_" %%v in ("%version%") do set "major=%%v"
if %major% lss 17 (
  echo target-routes: "%java%" is Java %version%; let JAVA_HOME name a JDK or JRE, 17 or newer>&2
  exit /b 2
)

rem A job that runs for hours and the making of a key want the best code, another command wants to be done.
set "tuning=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
set "command=%~1"
if not defined command set "tuning="
if "%command%"=="run" set "tuning="
if "%command%"=="sandbox" set "tuning="
if "%command%"=="keys" set "tuning="
if "%command%"=="--once" set "tuning="
if "%command:~0,9%"=="--profile" set "tuning="

rem Classes in a form that the JVM maps instead of reading it. The JVM passes over an archive that does not fit it, this
rem folder or these jars: delete the folder cache after a change of the jars.
set "archive=%home%\cache\classes-%version%.jsa"
set "making=%archive%.%RANDOM%%RANDOM%"
set "sharing="
if defined TARGET_ROUTES_NO_CDS goto start
if not defined version goto start
if exist "%archive%" set sharing="-XX:SharedArchiveFile=%archive%"
if exist "%archive%" goto start
if not "%~2"=="" goto start
if "%command%"=="token" goto make
if "%command%"=="doctor" goto make

:start
"%java%" %tuning% %sharing% -Xlog:disable -Xlog:all=error:stderr %JAVA_OPTS% "-Dtarget-routes.home=%home%" -cp "%home%\lib\*" io.github.targetroutes.Application %*
exit /b %ERRORLEVEL%

:make
if not exist "%home%\cache" mkdir "%home%\cache" 2>nul
if not exist "%home%\cache" goto start
set sharing="-XX:ArchiveClassesAtExit=%making%"
"%java%" %tuning% %sharing% -Xlog:disable -Xlog:all=error:stderr %JAVA_OPTS% "-Dtarget-routes.home=%home%" -cp "%home%\lib\*" io.github.targetroutes.Application %*
set "code=%ERRORLEVEL%"
if "%code%"=="0" (move /y "%making%" "%archive%" >nul 2>nul) else (del /q "%making%" 2>nul)
exit /b %code%
