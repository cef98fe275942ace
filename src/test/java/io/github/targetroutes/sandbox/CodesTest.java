package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CodesTest {

  @Property
  void urlDecodingUndoesTheJdksEncoding(@ForAll String text) throws IOException {
    // Lone surrogates are no text: the encoder writes a question mark for them.
    String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    byte[] encoded =
        URLEncoder.encode(sound, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    assertThat(Codes.urlDecode(encoded, 0, encoded.length)).isEqualTo(sound);
  }

  @Property
  void linesAreCutAtLineFeedsAndAtTheBound(
      @ForAll List<@IntRange(min = 0, max = 40) Integer> lengths,
      @ForAll boolean carriageReturns,
      @ForAll @IntRange(min = 41, max = 50) int bound)
      throws IOException {
    StringBuilder text = new StringBuilder();
    lengths.forEach(
        length -> text.append("x".repeat(length)).append(carriageReturns ? "\r\n" : "\n"));
    text.append("y".repeat(bound + 1));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try (BoundedLines lines = new BoundedLines(new ByteArrayInputStream(bytes), bound)) {
      for (int length : lengths) {
        assertThat(lines.next()).isTrue();
        assertThat(lines.length()).isEqualTo(length);
        assertThat(lines.tooLong()).isFalse();
      }
      assertThat(lines.next()).isTrue();
      assertThat(lines.tooLong()).isTrue();
      assertThat(lines.next()).isFalse();
    }
  }

  @Property
  void storedProfileIsReadBackAsItWas(
      @ForAll long modifiedAt, @ForAll @Size(max = 8) Map<String, String> values) {
    Map<String, Profile.Attribute> attributes = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            attributes.put(sound(name), new Profile.Attribute(sound(value), modifiedAt, true)));
    Profile profile = new Profile(modifiedAt, 7, attributes);
    assertThat(Profile.decode(profile.encode())).isEqualTo(profile);
  }

  private static String sound(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
