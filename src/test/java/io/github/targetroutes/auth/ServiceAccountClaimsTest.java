package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAccountClaimsTest {

  /** 300 seconds before the expiry in Adobe's sample. */
  private static final Clock SAMPLE_CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1488883332L - 300), ZoneOffset.UTC);

  private final ServiceAccountClaims claims = sample();

  @Test
  void theClaimsAreThoseOfAdobesSampleInItsOrder() {
    assertThat(claims.build())
        .containsExactly(
            Map.entry("exp", 1488883332L),
            Map.entry("iss", "6578A55456E84E247F000101@AdobeOrg"),
            Map.entry("sub", "9CB1299D58B3EC6F0A495C7F@techacct.adobe.com"),
            Map.entry("aud", "https://ims-na1.adobelogin.com/c/0fa5e762277c414f903649dd51424ac6"),
            Map.entry("https://ims-na1.adobelogin.com/s/ent_smartcontent_sdk", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ent_marketing_sdk",
        " ent_marketing_sdk , ",
        "/s/ent_marketing_sdk",
        "s/ent_marketing_sdk",
        "https://ims-na1.adobelogin.com/s/ent_marketing_sdk",
        "https://ims-na1-stg1.adobelogin.com/s/ent_marketing_sdk/",
        "ent_marketing_sdk,/s/ent_marketing_sdk"
      })
  void everyFormOfAMetascopeBecomesOneClaim(String form) {
    claims.setMetascopes(form);

    assertThat(claims.build())
        .hasSize(5)
        .containsEntry("https://ims-na1.adobelogin.com/s/ent_marketing_sdk", true);
  }

  @Test
  void everyMetascopeOfAListBecomesAClaim() {
    claims.setMetascopes("ent_marketing_sdk, /s/ent_user_sdk");

    assertThat(claims.build())
        .hasSize(6)
        .containsEntry("https://ims-na1.adobelogin.com/s/ent_marketing_sdk", true)
        .containsEntry("https://ims-na1.adobelogin.com/s/ent_user_sdk", true);
  }

  @Test
  void theAddressOfAnotherImsAndItsTrailingSlashAreTaken() {
    claims.setImsUrl("http://127.0.0.1:8443/ ");

    assertThat(claims.build())
        .containsEntry("aud", "http://127.0.0.1:8443/c/0fa5e762277c414f903649dd51424ac6")
        .containsEntry("http://127.0.0.1:8443/s/ent_smartcontent_sdk", true);
  }

  @ParameterizedTest
  @CsvSource({
    "300,300",
    "1,1",
    "86400,86400",
    "5m,300",
    "PT5M,300",
    "90s,90",
    "24h,86400",
    "1m30s,90"
  })
  void theLifetimeIsSecondsOrADuration(String lifetime, long seconds) {
    claims.setLifetime(lifetime);

    assertThat(claims.build())
        .containsEntry("exp", SAMPLE_CLOCK.instant().getEpochSecond() + seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "86401", "25h", "0.5s", "PT-1S", "9223372036854775807"})
  void aLifetimeOutOfRangeIsRefused(String lifetime) {
    claims.setLifetime(lifetime);

    assertRefused(
        "adobe.ims.jwt-lifetime is out of range; choose 1 second to 24 hours, best 300 seconds.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "300 000", "5 parsecs", "PTX", "99999999999999999999"})
  void aLifetimeThatIsNoDurationIsRefused(String lifetime) {
    claims.setLifetime(lifetime);

    assertRefused(
        "adobe.ims.jwt-lifetime is no duration; write seconds, such as 300, or a unit, such as"
            + " 5m.");
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong("adobe.ims.url=", c -> c.setImsUrl("ims-na1.adobelogin.com")),
        wrong("adobe.ims.url=", c -> c.setImsUrl("ftp://ims-na1.adobelogin.com")),
        wrong("adobe.ims.url=", c -> c.setImsUrl("http://ims-na1.adobelogin.com")),
        wrong("adobe.ims.url=", c -> c.setImsUrl("https://a b")),
        wrong("adobe.ims.url=", c -> c.setImsUrl("https://user:pass@host")),
        wrong("adobe.ims.organization-id is malformed", c -> c.setOrganizationId("6578A554")),
        wrong("adobe.ims.organization-id is malformed", c -> c.setOrganizationId("@AdobeOrg")),
        wrong(
            "adobe.ims.technical-account-id is malformed",
            c -> c.setTechnicalAccountId("9CB1299E@AdobeOrg")),
        wrong("adobe.ims.client-id is malformed", c -> c.setClientId("a/b")),
        wrong("adobe.ims.metascopes holds something that", c -> c.setMetascopes("ent sdk")),
        wrong("adobe.ims.metascopes holds something that", c -> c.setMetascopes("https://x/y/z")));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void aMalformedValueIsRefusedByTheNameOfItsProperty(
      String words, Consumer<ServiceAccountClaims> change) {
    change.accept(claims);

    assertThatThrownBy(claims::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(words)
        .hasNoCause();
  }

  static Stream<Arguments> missingValues() {
    return Stream.of(
        wrong("adobe.ims.url", c -> c.setImsUrl("")),
        wrong("adobe.ims.organization-id", c -> c.setOrganizationId(null)),
        wrong("adobe.ims.technical-account-id", c -> c.setTechnicalAccountId(" ")),
        wrong("adobe.ims.client-id", c -> c.setClientId("")),
        wrong("adobe.ims.metascopes", c -> c.setMetascopes(" , ")),
        wrong("adobe.ims.jwt-lifetime", c -> c.setLifetime("")));
  }

  @ParameterizedTest
  @MethodSource("missingValues")
  void aMissingValueIsRefusedByTheNameOfItsProperty(
      String property, Consumer<ServiceAccountClaims> change) {
    assertThatCode(() -> change.accept(claims)).doesNotThrowAnyException();

    assertRefused(
        property + " is not set; copy it from the credential in Adobe Developer Console.");
  }

  @Test
  void jtiIsSentOnlyWhenAskedForAndStartsWithTheSecondsOfNow() {
    assertThat(claims.build()).doesNotContainKey("jti");

    claims.setJti(true);
    assertThat(claims.build().get("jti")).asString().matches("[0-9]+");
    assertThat(jti(claims)).isGreaterThanOrEqualTo(SAMPLE_CLOCK.instant().getEpochSecond());
  }

  @Test
  void jtiGrowsStrictlyUnderConcurrencyAndOverAllBeans() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<List<Long>> task =
          () -> {
            ServiceAccountClaims own = sample();
            own.setJti(true);
            List<Long> seen = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
              seen.add(jti(own));
            }
            return seen;
          };
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> seen : pool.invokeAll(Collections.nCopies(threads, task))) {
        assertThat(seen.get()).isSorted();
        all.addAll(seen.get());
      }
      assertThat(all).hasSize(threads * 500).doesNotHaveDuplicates();
    } finally {
      pool.shutdownNow();
    }
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(claims::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }

  private static long jti(ServiceAccountClaims claims) {
    return Long.parseLong((String) claims.build().get("jti"));
  }

  private static Arguments wrong(String words, Consumer<ServiceAccountClaims> change) {
    return Arguments.of(words, change);
  }

  private static ServiceAccountClaims sample() {
    ServiceAccountClaims claims = new ServiceAccountClaims();
    claims.setImsUrl("https://ims-na1.adobelogin.com");
    claims.setOrganizationId("6578A55456E84E247F000101@AdobeOrg");
    claims.setTechnicalAccountId("9CB1299D58B3EC6F0A495C7F@techacct.adobe.com");
    claims.setClientId("0fa5e762277c414f903649dd51424ac6");
    claims.setMetascopes("ent_smartcontent_sdk");
    claims.setClock(SAMPLE_CLOCK);
    return claims;
  }
}
