package io.github.targetroutes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.targetroutes.cli.CallCommand;
import io.github.targetroutes.cli.Output;
import io.github.targetroutes.cli.PostmanCommand;
import io.github.targetroutes.cli.RunCommand;
import io.github.targetroutes.cli.SampleCommand;
import io.github.targetroutes.cli.SandboxCommand;
import io.github.targetroutes.cli.TokenCommand;
import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.ops.Logging;
import io.github.targetroutes.ops.SecretSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The program: reads the command line and ends with the exit code of what was asked for. */
public final class Application {

  private Application() {}

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /**
   * Runs a command.
   *
   * @return 0 all done; 1 some records rejected or dead-lettered; 2 bad usage or configuration; 3
   *     credentials refused; 4 Target or IMS unreachable
   */
  public static int execute(String... args) {
    Logging.configure(Home.folder("config"));
    SecretSettings.register();
    CommandLine commandLine = commandLine();
    if (!Output.isTerminal()) {
      // Files and programs get the bytes that Adobe sent, whatever this machine's language is.
      FileOutputStream out = new FileOutputStream(FileDescriptor.out);
      commandLine.setOut(new PrintWriter(new OutputStreamWriter(out, UTF_8), true));
    }
    return commandLine.execute(args);
  }

  /** All commands, those that take the article's steps in its order. */
  public static CommandLine commandLine() {
    return new CommandLine(new RunCommand())
        .addSubcommand(new TokenCommand())
        .addSubcommand(new CallCommand())
        .addSubcommand(new PostmanCommand())
        .addSubcommand(new SandboxCommand())
        .addSubcommand(new SampleCommand())
        // An @ is call's to read, and no list of arguments.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(
            (fault, arguments) -> {
              CommandLine commandLine = fault.getCommandLine();
              commandLine
                  .getErr()
                  .printf(
                      "target-routes: %s; see %s --help%n",
                      fault
                          .getMessage()
                          .replaceFirst("^Error: ", "")
                          .replaceAll("\\s*\\R\\s*", ", "),
                      commandLine.getCommandSpec().qualifiedName());
              return ExitCode.of(fault);
            })
        .setExecutionExceptionHandler(
            (fault, commandLine, parsed) -> {
              commandLine.getErr().println("target-routes: " + FaultLog.sentence(fault));
              if (Logging.stacktrace()) {
                commandLine.getErr().println(FaultLog.stacktrace(fault));
              }
              return ExitCode.of(fault);
            });
  }
}
