package io.github.targetroutes.cli;

import io.github.targetroutes.Application;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;

/**
 * Runs commands in this JVM, and keeps what they print: for all that needs no process of its own.
 */
public final class Terminal {

  private final Map<String, String> settings = new HashMap<>();
  private byte[] input = {};

  /**
   * What a command came to.
   *
   * @param exitCode with which the program would end
   * @param out what it printed on standard output
   * @param err what it printed on standard error; the log is not among it
   */
  public record Result(int exitCode, String out, String err) {}

  /**
   * A terminal in which these settings are given as system properties, under the profile prod: no
   * sandbox is started.
   */
  public static Terminal with(Map<String, String> settings) {
    Terminal terminal = new Terminal();
    terminal.settings.put("camel.main.profile", "prod");
    terminal.settings.putAll(settings);
    return terminal;
  }

  /** Changes a setting for the commands that follow. */
  public Terminal set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** What the commands that follow find on standard input. */
  public Terminal typing(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  public Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Properties before = (Properties) System.getProperties().clone();
    InputStream console = System.in;
    try {
      System.setIn(new ByteArrayInputStream(input));
      // Of the contract tests: it begins as a setting does, and is none.
      System.clearProperty("adobe.openapi.dir");
      settings.forEach(System::setProperty);
      CommandLine commandLine =
          Application.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true));
      return new Result(commandLine.execute(arguments), out.toString(), err.toString());
    } finally {
      System.setIn(console);
      System.setProperties(before);
    }
  }
}
