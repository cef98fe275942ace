package io.github.targetroutes.whole;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.Application;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Runs the program again and again in one JVM, one run after the other, each in a working folder of
 * its own: that takes a tenth of what a process for each would.
 */
final class ProgramHost implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDED = "The run has ended with ";

  private final Program jvm;

  private ProgramHost(Program jvm) {
    this.jvm = jvm;
  }

  /**
   * What a run came to.
   *
   * @param exitCode with which a process would end
   * @param out the lines on standard output
   * @param err the lines on the error stream, where the log goes
   */
  record Ending(int exitCode, List<String> out, List<String> err) {

    List<String> lines() {
      return Stream.concat(out.stream(), err.stream()).toList();
    }

    @Override
    public String toString() {
      return "\n" + String.join("\n", lines());
    }
  }

  private record Task(Map<String, String> settings, List<String> arguments) {}

  /** Starts the JVM, in a folder in which there is nothing that a run would find. */
  static ProgramHost start(Path parent) {
    return new ProgramHost(
        WorkFolder.bare(parent).main(ProgramHost.class, Installed.classPathWithTests()).run());
  }

  /**
   * Runs the program, as if it were installed in that folder.
   *
   * @param settings given as system properties ({@code -D})
   */
  Ending run(WorkFolder home, Map<String, String> settings, List<String> arguments) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("target-routes.home", home.path("").toString());
    all.put("data.dir", home.path("data").toString());
    // No run shares the quota of an earlier one.
    all.put("adobe.target.quota-of", home.path("").toString());
    all.putAll(settings);
    int out = jvm.out().size();
    int err = jvm.err().size();
    try {
      jvm.tell(JSON.writeValueAsString(new Task(all, arguments)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    jvm.until("ends a run", () -> ended(jvm.out(), out) && ended(jvm.err(), err));
    List<String> said = jvm.out().subList(out, jvm.out().size());
    String last = said.get(said.size() - 1);
    return new Ending(
        Integer.parseInt(last.substring(ENDED.length())),
        said.subList(0, said.size() - 1),
        jvm.err().subList(err, jvm.err().size() - 1));
  }

  private static boolean ended(List<String> lines, int from) {
    return lines.size() > from && lines.get(lines.size() - 1).startsWith(ENDED);
  }

  @Override
  public void close() {
    jvm.close();
  }

  /** In the JVM: a line is a run. */
  public static void main(String[] none) throws IOException {
    BufferedReader tasks =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
      Task task = JSON.readValue(line, Task.class);
      Properties before = (Properties) System.getProperties().clone();
      task.settings().forEach(System::setProperty);
      int exitCode = Application.execute(task.arguments().toArray(String[]::new));
      System.setProperties(before);
      System.out.println(ENDED + exitCode);
      System.err.println(ENDED + exitCode);
    }
  }
}
