package io.github.targetroutes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Console;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command answers, on standard output: for people, or with {@code --json} for programs. */
public final class Output {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Prints the one or the other form of the answer. */
  void print(Object value, String text) {
    out().println(json ? toJson(value) : text);
    out().flush();
  }

  /** Says something beside the answer, on standard error. */
  void note(String text) {
    command.commandLine().getErr().println(text);
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Whether people read what is printed, and not a file or another program. */
  public static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console without a terminal too.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  static String toJson(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
