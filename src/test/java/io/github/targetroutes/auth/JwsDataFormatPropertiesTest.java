package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JwsDataFormatPropertiesTest {

  private final JwsDataFormat jws = new JwsDataFormat();
  private final String token;

  JwsDataFormatPropertiesTest() {
    jws.setClock(Keys.CLOCK);
    jws.setPrivateKey(Keys.pem());
    jws.setCertificate(Keys.certificatePem());
    token = jws.sign(Map.of("exp", 1488883332L, "iss", "6578A55456E84E247F000101@AdobeOrg"));
  }

  @Property(tries = 200)
  void everyClaimSurvivesSigningAndVerifying(@ForAll("claims") Map<String, Object> claims) {
    assertThat(jws.verify(jws.sign(claims))).isEqualTo(claims);
  }

  @Property(tries = 1000)
  void noByteOfATokenCanBeChanged(
      @ForAll @IntRange(max = 100_000) int where, @ForAll @IntRange(min = 1, max = 127) int bits) {
    byte[] tampered = token.getBytes(StandardCharsets.US_ASCII);
    tampered[where % tampered.length] ^= (byte) bits;

    assertThatThrownBy(() -> jws.verify(new String(tampered, StandardCharsets.US_ASCII)))
        .isInstanceOf(CredentialException.class);
  }

  @Property(tries = 100)
  void aTokenThatIsCutOffIsNotTrusted(@ForAll @IntRange(min = 1, max = 400) int by) {
    assertThatThrownBy(() -> jws.verify(token.substring(0, token.length() - by)))
        .isInstanceOf(CredentialException.class);
  }

  @Provide
  Arbitrary<Map<String, Object>> claims() {
    // Whole code points, because no encoding can carry half of a surrogate pair.
    Arbitrary<String> text =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
            .map(Character::toString)
            .list()
            .ofMaxSize(30)
            .map(points -> String.join("", points));
    Arbitrary<Object> value =
        Arbitraries.oneOf(
            text.map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    return Arbitraries.maps(text.map(name -> "claim " + name), value).ofMaxSize(8);
  }
}
