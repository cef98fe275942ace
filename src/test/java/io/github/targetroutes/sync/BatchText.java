package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads batch files by what Adobe documents, with the JDK's own decoder. */
final class BatchText {

  private BatchText() {}

  /** The raw lines of a batch, of which each must end with LF. */
  static List<String> lines(BatchFile batch) {
    try {
      String text = Files.readString(batch.file(), US_ASCII);
      assertThat(text).endsWith("\n").doesNotContain("\r");
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of each id in all batches; an id must stand there once. */
  static Map<String, Map<String, String>> profiles(Prepared prepared) {
    Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
    for (BatchFile batch : prepared.batches()) {
      List<String> lines = lines(batch);
      String[] names = decoded(lines.get(0));
      assertThat(names[0]).isIn("batch=pcId", "batch=thirdPartyId");
      for (String line : lines.subList(1, lines.size())) {
        String[] values = decoded(line);
        Map<String, String> attributes = new HashMap<>();
        for (int i = 1; i < values.length; i++) {
          if (!values[i].isEmpty()) {
            attributes.put(names[i], values[i]);
          }
        }
        assertThat(profiles.put(values[0], attributes)).as("a second line of one id").isNull();
      }
    }
    return profiles;
  }

  private static String[] decoded(String line) {
    String[] fields = line.split(",", -1);
    for (int i = 0; i < fields.length; i++) {
      fields[i] = URLDecoder.decode(fields[i], UTF_8);
    }
    return fields;
  }
}
