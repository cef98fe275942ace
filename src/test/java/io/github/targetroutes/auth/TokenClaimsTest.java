package io.github.targetroutes.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {

  private static final String CLAIMS =
      """
      {"id":"1_a_ue1","type":"access_token","as":"ims-na1","client_id":"c","user_id":"Jürgen ߷ÿ?>@techacct.adobe.com",
       "scope":"openid,AdobeID target_sdk","created_at":"1767225600000","expires_in":"86400000"}\
      """;

  /** Some encoders pad, some do not; both have failed in Adobe's own libraries. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "  "})
  void claimsAreReadWithAndWithoutPadding(String rest) {
    byte[] json = (CLAIMS + rest).getBytes(UTF_8);
    String padded = Base64.getUrlEncoder().encodeToString(json);
    String bare = Base64.getUrlEncoder().withoutPadding().encodeToString(json);

    assertThat(bare).containsAnyOf("-", "_");
    for (String payload : new String[] {padded, bare}) {
      TokenClaims claims = TokenClaims.in("eyJ." + payload + ".sig").orElseThrow();
      assertThat(claims.technicalAccount()).isEqualTo("Jürgen ߷ÿ?>@techacct.adobe.com");
      assertThat(claims.scopes()).containsExactly("openid", "AdobeID", "target_sdk");
      assertThat(claims.issuedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
  }

  /** Read as seconds, they would give a life of 1000 days; read as a stated OAuth life, of 86 s. */
  @Test
  void lifeIsInMillisecondsWhicheverEndpointIssuedIt() {
    String payload = Base64.getUrlEncoder().encodeToString(CLAIMS.getBytes(UTF_8));

    assertThat(TokenClaims.in("eyJ." + payload + ".sig").orElseThrow().expiresAt())
        .isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "x.y",
    "x.y.z",
    "..",
    "a.e30.b",
    "a.W10.b",
    "a.bnVsbA.b",
    "a.eyJleHAiOjF9.b",
    "a.eyJjcmVhdGVkX2F0IjoiOTIyMzM3MjAzNjg1NDc3NTgwNyIsImV4cGlyZXNfaW4iOiIxIn0.b"
  })
  void whatIsNoAccessTokenHasNoClaims(String token) {
    assertThat(TokenClaims.in(token)).isEmpty();
  }
}
