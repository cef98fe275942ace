package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PercentEncodingTest {

  @Property
  void everyTextSurvivesReadersOfFormsAndOfPaths(@ForAll("texts") String text) {
    String encoded = encode(text);
    assertThat(encoded).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
    assertThat(URLDecoder.decode(encoded, UTF_8)).isEqualTo(text);
    assertThat(URI.create("x:/" + encoded).getPath()).isEqualTo("/" + text);
  }

  @Example
  void everythingButTheUnreservedCharactersIsEncoded() {
    assertThat(encode("aZ09-._~")).isEqualTo("aZ09-._~");
    assertThat(encode("a b+c,d\n&=%")).isEqualTo("a%20b%2Bc%2Cd%0A%26%3D%25");
    assertThat(encode("ü東😀")).isEqualTo("%C3%BC%E6%9D%B1%F0%9F%98%80");
  }

  @Example
  void halfOfASurrogatePairIsRefusedRatherThanReplaced() {
    assertThatThrownBy(() -> encode("a\uD83D")).isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().all().filter(UTF_8.newEncoder()::canEncode);
  }

  private static String encode(String text) {
    return new String(PercentEncoding.encode(text), US_ASCII);
  }
}
