package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The flows that have a mapping. */
enum Flow {
  PROFILES_BULK("profiles-bulk", "sync.profiles-bulk.mapping"),
  PROFILES_STREAM("profiles-stream", "sync.profiles-stream.mapping"),
  ENTITIES("entities", "sync.entities.mapping"),
  OFFERS("offers", "sync.offers.mapping"),
  AUDIENCES("audiences", "sync.audiences.mapping"),
  ACTIVITIES("activities", "sync.activities.mapping");

  private final String label;
  private final String mapping;

  Flow(String label, String mapping) {
    this.label = label;
    this.mapping = mapping;
  }

  /**
   * @throws ConfigurationException where there is none of that name
   */
  static Flow of(String name) {
    return Arrays.stream(values())
        .filter(flow -> flow.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "There is no flow \"%s\" with a mapping; name one of %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Flow::label)
                                .collect(Collectors.joining(", ")))));
  }

  /** As the command line spells it. */
  String label() {
    return label;
  }

  /** The setting that names the mapping file. */
  String mapping() {
    return mapping;
  }

  /** Another setting of the flow. */
  String setting(String name) {
    return "sync." + label + "." + name;
  }
}
