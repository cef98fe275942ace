package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.Settings;
import io.github.targetroutes.sync.MendedRejects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The way of corrected rejects back into the inbox of their flow. */
final class RejectsInbox {

  private static final String ENDING = ".rejects.csv";
  private static final Pattern TIME = Pattern.compile("^\\d{8}-\\d{9}-");
  private static final Pattern FOLDER = Pattern.compile("^file:(?://)?([^?]+)");

  private final Settings settings;

  /** What was put into the inbox. */
  record Put(long records, String file, String flow) {

    @Override
    public String toString() {
      return records
          + " records put into "
          + file
          + System.lineSeparator()
          + "A running program takes it up, or target-routes --once";
    }
  }

  RejectsInbox(Settings settings) {
    this.settings = settings;
  }

  /**
   * Makes a new input of a file of rejects.
   *
   * @throws ConfigurationException where its input is gone, or its flow takes no files
   */
  Put put(Path rejects) throws IOException {
    String name = rejects.getFileName().toString();
    if (!name.endsWith(ENDING) || !Files.isReadable(rejects)) {
      throw new ConfigurationException(
          rejects
              + " is no file of rejects that can be read; its name tells the run and ends with "
              + ENDING);
    }
    String run = name.substring(0, name.length() - ENDING.length());
    Path input = input(run);
    String flow = input.getParent().getFileName().toString();
    Path to = inbox(flow).resolve(mended(TIME.matcher(run).replaceFirst("")));
    return new Put(MendedRejects.write(rejects, input, to), to.toString(), flow);
  }

  /** Where the input lies after its run, in the folder of its flow. */
  private Path input(String run) throws IOException {
    Path done = Path.of(settings.value("data.dir"), "done");
    List<Path> inputs = List.of();
    if (Files.isDirectory(done)) {
      try (Stream<Path> flows = Files.list(done)) {
        inputs = flows.map(flow -> flow.resolve(run)).filter(Files::isRegularFile).toList();
      }
    }
    if (inputs.isEmpty()) {
      throw new ConfigurationException(
          "The input %s is not in %s, and the header is taken from there; put the corrected records into a file of your own"
              .formatted(run, done));
    }
    return inputs.get(0);
  }

  private Path inbox(String flow) {
    String key = "sync." + flow + ".source";
    Matcher folder = FOLDER.matcher(settings.value(key));
    if (!folder.find()) {
      throw new ConfigurationException(
          key
              + " is no folder that a file can be put into; hand the corrected records to it"
              + " yourself");
    }
    return Path.of(folder.group(1));
  }

  /** {@code customers.csv} becomes {@code customers-mended.csv}. */
  private static String mended(String source) {
    int dot = source.lastIndexOf('.');
    return dot <= 0
        ? source + "-mended"
        : source.substring(0, dot) + "-mended" + source.substring(dot);
  }
}
