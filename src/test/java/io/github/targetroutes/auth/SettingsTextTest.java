package io.github.targetroutes.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTextTest {

  @Test
  void allElseStaysAsItIs() {
    String text =
        """
        # Größe: a comment = with signs

        ! old = comment \\
        client.id : a
        long=one\\
          two
        other=1
        """;

    byte[] changed =
        new SettingsText(text.getBytes(UTF_8)).with(Map.of("client.id", "b", "long", "three"));

    assertThat(new String(changed, UTF_8))
        .isEqualTo(
            """
            # Größe: a comment = with signs

            ! old = comment \\
            client.id=b
            long=three
            other=1
            """);
  }

  @Test
  void newSettingsStandAtTheEndInTheirOrderAndInTheFilesOwnLineEnds() {
    assertThat(with("a=1\r\nb=2", Map.of("c", "3"))).isEqualTo("a=1\r\nb=2\r\nc=3\r\n");
    assertThat(with("", Map.of("c", "3"))).isEqualTo("c=3\n");
  }

  @Test
  void aKeyThatStandsTwiceStandsOnceWithTheNewValue() {
    assertThat(with("a=1\nb=2\na=3\n", Map.of("a", "4"))).isEqualTo("a=4\nb=2\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=b=c",
        "two\nlines\r",
        "Grüße 漢 🔑",
        " space ",
        "#!:=\\",
        "C:\\users\\x",
        "\t\f"
      })
  void everyValueIsReadBack(String value) throws IOException {
    assertThat(readBack("x=1\n", value)).isEqualTo(value);
  }

  @Property(tries = 300)
  void everyValueIsReadBackFromAnyFile(@ForAll String value, @ForAll @NotEmpty String comment)
      throws IOException {
    String before = "# " + comment.replaceAll("[\\r\\n]", " ") + "\nkey=old\nother=\\u0041\n";

    assertThat(readBack(before, value)).isEqualTo(value);
  }

  private static String readBack(String before, String value) throws IOException {
    Properties read = new Properties();
    read.load(
        new ByteArrayInputStream(
            new SettingsText(before.getBytes(UTF_8)).with(Map.of("key", value))));
    return read.getProperty("key");
  }

  private static String with(String text, Map<String, String> settings) {
    return new String(new SettingsText(text.getBytes(ISO_8859_1)).with(settings), ISO_8859_1);
  }
}
