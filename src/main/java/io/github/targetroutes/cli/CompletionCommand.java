package io.github.targetroutes.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that lets bash or zsh complete commands and options.",
      "Put this into ~/.bashrc or ~/.zshrc:",
      "  source <(target-routes completion)"
    })
public final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    CommandLine program = command.root().commandLine();
    command.commandLine().getOut().print(AutoComplete.bash(program.getCommandName(), program));
    command.commandLine().getOut().flush();
    return 0;
  }
}
