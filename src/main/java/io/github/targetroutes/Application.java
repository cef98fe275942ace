package io.github.targetroutes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.targetroutes.cli.CallCommand;
import io.github.targetroutes.cli.CompletionCommand;
import io.github.targetroutes.cli.CredentialsCommand;
import io.github.targetroutes.cli.DoctorCommand;
import io.github.targetroutes.cli.ExportCommand;
import io.github.targetroutes.cli.JwtCommand;
import io.github.targetroutes.cli.KeysCommand;
import io.github.targetroutes.cli.MapCommand;
import io.github.targetroutes.cli.Output;
import io.github.targetroutes.cli.PlanCommand;
import io.github.targetroutes.cli.PostmanCommand;
import io.github.targetroutes.cli.ReplayCommand;
import io.github.targetroutes.cli.RunCommand;
import io.github.targetroutes.cli.SampleCommand;
import io.github.targetroutes.cli.SandboxCommand;
import io.github.targetroutes.cli.TokenCommand;
import io.github.targetroutes.cli.UsageFault;
import io.github.targetroutes.cli.Version;
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
    return tellingVersions(commands());
  }

  private static CommandLine commands() {
    return new CommandLine(new RunCommand())
        .addSubcommand(new KeysCommand())
        .addSubcommand(new CredentialsCommand())
        .addSubcommand(new JwtCommand())
        .addSubcommand(new TokenCommand())
        .addSubcommand(new CallCommand())
        .addSubcommand(new PostmanCommand())
        .addSubcommand(new ReplayCommand())
        .addSubcommand(new DoctorCommand())
        .addSubcommand(new MapCommand())
        .addSubcommand(new PlanCommand())
        .addSubcommand(new ExportCommand())
        .addSubcommand(new SandboxCommand())
        .addSubcommand(new SampleCommand())
        .addSubcommand(new CompletionCommand())
        // An argument @FILE names a file; picocli would take it for a list of arguments.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(new UsageFault())
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
