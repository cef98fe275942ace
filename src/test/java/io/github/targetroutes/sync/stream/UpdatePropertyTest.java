package io.github.targetroutes.sync.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.sync.Mapping.KeyType;
import io.github.targetroutes.sync.stream.Update.State;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an event holds, the form says just that to whoever reads forms. */
class UpdatePropertyTest {

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.strings().withChars("&=+%#?;/\\ \"'<>,\n\r\t\u0000~*-._").ofMaxLength(20),
            Arbitraries.strings().withChars("äß漢😀\u0301\u202E\uFEFF".toCharArray()),
            Arbitraries.strings().all().ofMaxLength(30))
        .filter(text -> UTF_8.newEncoder().canEncode(text) && !text.isEmpty())
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<Map<String, String>> attributes() {
    return Arbitraries.maps(texts(), texts()).ofMinSize(1).ofMaxSize(6).withoutEdgeCases();
  }

  @Property(tries = 500)
  void aFormIsReadAsWhatItWasMadeOf(
      @ForAll KeyType key,
      @ForAll("texts") String id,
      @ForAll("attributes") Map<String, String> attributes) {
    String form = update(key, id, attributes).form();

    Map<String, String> expected = new LinkedHashMap<>();
    expected.put(key == KeyType.PC_ID ? "mboxPC" : "mbox3rdPartyId", id);
    attributes.forEach((name, value) -> expected.put("profile." + name, value));
    assertThat(read(form)).isEqualTo(expected);
    assertThat(form).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2}|[&=])*");
  }

  @Property(tries = 200)
  void ofEachAttributeTheLastValueIsSent(
      @ForAll("attributes") Map<String, String> earlier,
      @ForAll("attributes") Map<String, String> later) {
    Update merged = update(KeyType.PC_ID, "1", earlier).with(update(KeyType.PC_ID, "1", later));

    Map<String, String> expected = new LinkedHashMap<>(earlier);
    expected.putAll(later);
    assertThat(merged.attributes()).isEqualTo(expected);
    assertThat(merged.events()).isEqualTo(2);
  }

  @Property(tries = 200)
  void aBatchIsALineOfNamesAndOneOfValues(
      @ForAll("texts") String id, @ForAll("attributes") Map<String, String> attributes) {
    String[] lines = update(KeyType.THIRD_PARTY_ID, id, attributes).batch().split("\n", -1);

    assertThat(lines).hasSize(3);
    String[] names = lines[0].split(",");
    String[] values = lines[1].split(",");
    assertThat(names[0]).isEqualTo("batch=thirdPartyId");
    assertThat(decoded(values[0])).isEqualTo(id);
    Map<String, String> read = new LinkedHashMap<>();
    for (int i = 1; i < names.length; i++) {
      read.put(decoded(names[i]), decoded(values[i]));
    }
    assertThat(read).isEqualTo(attributes);
  }

  private static Update update(KeyType key, String id, Map<String, String> attributes) {
    return new Update(key, id, attributes, 1, Instant.EPOCH, State.OPEN, Instant.EPOCH, 1);
  }

  private static Map<String, String> read(String form) {
    Map<String, String> read = new LinkedHashMap<>();
    for (String pair : form.split("&")) {
      String[] parts = pair.split("=", -1);
      assertThat(parts).hasSize(2);
      read.put(decoded(parts[0]), decoded(parts[1]));
    }
    return read;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
