package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImsFormTest {

  @Property
  void everySecretArrivesAsItIs(@ForAll String secret) {
    Assume.that(!secret.isBlank() && StandardCharsets.UTF_8.newEncoder().canEncode(secret));

    Map<String, String> received = decoded(form("client", secret, "openid").oauth());

    assertThat(received)
        .containsEntry("client_secret", secret.strip())
        .containsEntry("grant_type", "client_credentials")
        .hasSize(4);
  }

  @Test
  void jwtGoesWithIdAndSecret() {
    assertThat(decoded(form("client", "a+b&c=d%e", "").jwt("e30.e30.c2ln")))
        .isEqualTo(
            Map.of(
                "client_id", "client", "client_secret", "a+b&c=d%e", "jwt_token", "e30.e30.c2ln"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a b", " a , b ", "a,\tb"})
  void scopesAreSeparatedByCommas(String scopes) {
    assertThat(decoded(form("client", "secret", scopes).oauth())).containsEntry("scope", "a,b");
  }

  @Test
  void settingThatIsMissingIsNamed() {
    assertThatThrownBy(() -> form("", "secret", "a").jwt("jwt"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("adobe.ims.client-id is not set; ");
    assertThatThrownBy(() -> form("client", null, "a").oauth())
        .hasMessageStartingWith("adobe.ims.client-secret is not set; ");
    assertThatThrownBy(() -> form("client", "secret", " ").oauth())
        .hasMessageStartingWith("adobe.ims.scopes is not set; ");
  }

  private static ImsForm form(String id, String secret, String scopes) {
    ImsForm form = new ImsForm();
    form.setClientId(id);
    form.setClientSecret(secret);
    form.setScopes(scopes);
    return form;
  }

  private static Map<String, String> decoded(String form) {
    return Arrays.stream(form.split("&"))
        .map(field -> field.split("=", 2))
        .collect(
            Collectors.toMap(
                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
  }
}
