package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AccessTokenTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void opaqueTokenLivesAsLongAsTheAnswerSays() {
    AccessToken token = AccessToken.issued("opaque", Duration.ofSeconds(86399), NOW, NOW);

    assertThat(token.lifetime()).isEqualTo(Duration.ofSeconds(86399));
  }

  @Property(tries = 200)
  void tokenThatCanBeReadEndsWhenItsOwnClaimsSayWhateverTheAnswerStates(
      @ForAll @LongRange(min = 1, max = 604_800_000) long life, @ForAll long stated) {
    String jwt = jwt(NOW.toEpochMilli(), life);

    AccessToken token = AccessToken.issued(jwt, Duration.ofMillis(stated), NOW, NOW);

    assertThat(token.expiresAt()).isEqualTo(NOW.plusMillis(life));
  }

  @Property(tries = 200)
  void clockThatDiffersFromImsNeitherShortensNorStretchesTheLifetime(
      @ForAll @LongRange(min = -172_800, max = 172_800) long secondsOff) {
    Instant imsNow = NOW.plusSeconds(secondsOff);
    String jwt = jwt(imsNow.toEpochMilli(), 86_400_000);

    AccessToken token = AccessToken.issued(jwt, Duration.ZERO, NOW, imsNow);

    assertThat(token.lifetime()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void tokenIssuedEarlierHasOnlyTheRestOfItsLife() {
    String jwt = jwt(NOW.minusSeconds(3600).toEpochMilli(), 86_400_000);

    AccessToken token = AccessToken.issued(jwt, Duration.ofHours(24), NOW, NOW);

    assertThat(token.lifetime()).isEqualTo(Duration.ofHours(23));
  }

  private static String jwt(long createdAt, long life) {
    String claims = "{\"created_at\":\"" + createdAt + "\",\"expires_in\":\"" + life + "\"}";
    return "eyJhbGciOiJSUzI1NiJ9."
        + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
