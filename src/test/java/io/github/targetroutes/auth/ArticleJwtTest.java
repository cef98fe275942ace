package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JWT that Adobe's article (KA-17522) prints, beside one that this program signs. */
class ArticleJwtTest {

  /** It expired in 2017. */
  private static final String SAMPLE =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJleHAiOjE0ODg4ODMzMzIsImlzcyI6IjY1NzhBNTU0NTZFODR"
          + "FMjQ3RjAwMDEwMUBBZG9iZU9yZyIsInN1YiI6IjlDQjEyOTlENThCM0VDNkYwQTQ5NUM3RkB0ZWNoYWNjdC5hZG9"
          + "iZS5jb20iLCJhdWQiOiJodHRwczovL2ltcy1uYTEuYWRvYmVsb2dpbi5jb20vYy8wZmE1ZTc2MjI3N2M0MTRmOTA"
          + "zNjQ5ZGQ1MTQyNGFjNiIsImh0dHBzOi8vaW1zLW5hMS5hZG9iZWxvZ2luLmNvbS9zL2VudF9zbWFydGNvbnRlbnR"
          + "fc2RrIjp0cnVlfQ.LwiDDjhwUfZ2ap89vfWd2ZVnfG-FwpQplKvzEecTLua_hvGNfQAZBPTHbVaXICPkeNjr41cR"
          + "Ur_OmNuOmtFOwVokUjd5rQCaGOqBNWWKPAyAAdXhBdE05oFa2Gar6adytKv-vf7gAnVQbv-PUADbCCtmxoOygbaf"
          + "Xi9V3ZHz1FBwPJ8vpnZH4Il3zVf420XwnzLa9IB02nUciG_fQ0b1Qgj429Yi7m-lhW--2bMZKyNdSnioNaICFg6A"
          + "SY1vnNm1zICPla224K_Lwzbrye8itgQStRUp1mH53Ww36xzqVxNIYLQCEoI9qxAJlR0HQhaXeSPrU9PmcExIyKBi"
          + "m2CZzg";

  private final DecodedJwt sample = DecodedJwt.of(SAMPLE);

  @Test
  void aJwtOfTheSameAccountHasTheSameHeaderAndClaimsInTheSameOrderAndForm() {
    ServiceAccountClaims claims = account();
    claims.setClock(Clock.fixed(Instant.ofEpochSecond(1488883332L - 300), ZoneOffset.UTC));

    DecodedJwt ours = DecodedJwt.of(Jws.of("RS256").sign(claims.build(), Keys.PAIR.getPrivate()));

    assertThat(ours.header().toString()).isEqualTo(sample.header().toString());
    assertThat(ours.claims().toString()).isEqualTo(sample.claims().toString());
  }

  @Test
  void theClaimsOfTheSampleAreTheseByNameAndForm() {
    JsonNode claims = sample.claims();
    List<String> names = new ArrayList<>();
    claims.fieldNames().forEachRemaining(names::add);

    assertThat(names)
        .containsExactly(
            "exp", "iss", "sub", "aud", "https://ims-na1.adobelogin.com/s/ent_smartcontent_sdk");
    assertThat(claims.path("exp").isIntegralNumber()).isTrue();
    assertThat(claims.path("iss").asText()).isEqualTo("6578A55456E84E247F000101@AdobeOrg");
    assertThat(claims.path("sub").asText())
        .isEqualTo("9CB1299D58B3EC6F0A495C7F@techacct.adobe.com");
    assertThat(claims.path("aud").asText())
        .isEqualTo("https://ims-na1.adobelogin.com/c/0fa5e762277c414f903649dd51424ac6");
    assertThat(claims.path(names.get(4)).isBoolean()).isTrue();
    assertThat(claims.path(names.get(4)).asBoolean()).isTrue();
  }

  @Test
  void atItsTimeTheSampleWouldHavePassedEveryRule() {
    Clock then = Clock.fixed(Instant.ofEpochSecond(1488883332L - 86400), ZoneOffset.UTC);

    assertThat(new ImsJwtRules(ImsJwtRules.ServiceAccount.UNKNOWN, then).check(sample))
        .allMatch(ClaimCheck::ok);
  }

  /** The service account of the article. */
  static ServiceAccountClaims account() {
    ServiceAccountClaims claims = new ServiceAccountClaims();
    claims.setImsUrl("https://ims-na1.adobelogin.com");
    claims.setOrganizationId("6578A55456E84E247F000101@AdobeOrg");
    claims.setTechnicalAccountId("9CB1299D58B3EC6F0A495C7F@techacct.adobe.com");
    claims.setClientId("0fa5e762277c414f903649dd51424ac6");
    claims.setMetascopes("ent_smartcontent_sdk");
    return claims;
  }
}
