package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.Settings;
import io.github.targetroutes.sync.ProfilePreparation;
import io.github.targetroutes.sync.input.RecordReader;
import io.github.targetroutes.sync.input.RefusedFile;
import io.github.targetroutes.sync.mapping.MappingResource;
import io.github.targetroutes.sync.mapping.RecordMapping;
import io.github.targetroutes.sync.mapping.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a flow's mapping makes of a file. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a flow's mapping makes of a file, and sends nothing.",
      "Ends with 1 where a record would be rejected, or the file as a whole."
    })
public final class MapCommand implements Callable<Integer> {

  private static final int SOME_REJECTED = 1;

  @Spec private CommandSpec command;
  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Parameters(
      index = "0",
      paramLabel = "FLOW",
      description =
          "profiles-bulk, profiles-stream, entities, offers, audiences or activities: whose mapping"
              + " it is.")
  private String flowName;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "CSV, JSON (an array, or an object a line) or a feed of Recommendations.")
  private Path file;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "Another mapping than the one that sync.FLOW.mapping names.")
  private Path mapping;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "5",
      description = "Records to show, and rejects (default: ${DEFAULT-VALUE}).")
  private int first;

  @Override
  public Integer call() throws IOException {
    Flow flow = Flow.of(flowName);
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException("There is no file " + file + "; correct its name");
    }
    try (Settings settings = new Settings(profiles.names())) {
      return call(flow, settings);
    }
  }

  private int call(Flow flow, Settings settings) throws IOException {
    String location = mapping == null ? settings.value(flow.mapping()) : "file:" + mapping;
    try (Trial trial = trial(flow, location, settings)) {
      MapReport report = MapReport.of(trial, first);
      output.print(report.json(flow.label(), location), report.text());
      return report.rejected() == 0 ? 0 : SOME_REJECTED;
    } catch (RefusedFile e) {
      command.commandLine().getErr().println("target-routes: " + e.getMessage());
      return SOME_REJECTED;
    }
  }

  private Trial trial(Flow flow, String location, Settings settings) throws IOException {
    CamelContext resources = new DefaultCamelContext();
    if (flow == Flow.PROFILES_BULK) {
      return profiles(flow, location, settings, resources);
    }
    String named = mapping == null ? flow.mapping() : "--mapping";
    String text = MappingResource.text(resources, location, named);
    return Trial.of(file, RecordReader.DEFAULT, RecordMapping.parse(text, location));
  }

  /** Bulk updates are the one flow whose rules for rows are those of the file that is sent. */
  private Trial profiles(Flow flow, String location, Settings settings, CamelContext resources)
      throws IOException {
    ProfilePreparation preparation = new ProfilePreparation();
    preparation.setCamelContext(resources);
    preparation.setMapping(location);
    preparation.setDelimiter(settings.value(flow.setting("delimiter")));
    preparation.setMaxProfileBytes(number(settings, flow.setting("max-profile-bytes")));
    preparation.setMaxValueLength(number(settings, flow.setting("max-value-length")));
    return preparation.trial(file);
  }

  private static int number(Settings settings, String key) {
    try {
      return Integer.parseInt(settings.value(key));
    } catch (NumberFormatException e) {
      throw new ConfigurationException(key + " must be a whole number", e);
    }
  }
}
