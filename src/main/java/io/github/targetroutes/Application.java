package io.github.targetroutes;

import io.github.targetroutes.cli.CompletionCommand;
import io.github.targetroutes.cli.CredentialsCommand;
import io.github.targetroutes.cli.DoctorCommand;
import io.github.targetroutes.cli.ReplayCommand;
import io.github.targetroutes.cli.RunCommand;
import io.github.targetroutes.cli.SampleCommand;
import io.github.targetroutes.cli.SandboxCommand;
import io.github.targetroutes.cli.TokenCommand;
import io.github.targetroutes.cli.Version;
import io.github.targetroutes.ops.ExitCode;
import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.ops.Logging;
import io.github.targetroutes.ops.SecretSettings;
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
    return commandLine().execute(args);
  }

  /** All commands, those that take the article's steps in its order. */
  public static CommandLine commandLine() {
    return tellingVersions(commands());
  }

  private static CommandLine commands() {
    return new CommandLine(new RunCommand())
        .addSubcommand(new CredentialsCommand())
        .addSubcommand(new TokenCommand())
        .addSubcommand(new ReplayCommand())
        .addSubcommand(new DoctorCommand())
        .addSubcommand(new SandboxCommand())
        .addSubcommand(new SampleCommand())
        .addSubcommand(new CompletionCommand())
        // An argument @FILE names a file with a token; picocli would take it for one of arguments.
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(
            (fault, commandLine, parsed) -> {
              commandLine.getErr().println("target-routes: " + FaultLog.sentence(fault));
              if (Logging.stacktrace()) {
                commandLine.getErr().println(FaultLog.stacktrace(fault));
              }
              return ExitCode.of(fault);
            });
  }

  /** Each command has the option {@code --version}. */
  private static CommandLine tellingVersions(CommandLine commandLine) {
    commandLine.getCommandSpec().versionProvider(new Version());
    commandLine.getSubcommands().values().forEach(Application::tellingVersions);
    return commandLine;
  }
}
