package io.github.targetroutes.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {

  private static final DefaultCamelContext CONTEXT = new DefaultCamelContext(false);
  private static final Operations SHIPPED = operations(new Operations());

  private static Operations unset() {
    Operations operations = new Operations();
    operations.setCamelContext(CONTEXT);
    operations.setTable("file:config/target-operations.yaml");
    operations.setAdminUrl("https://mc.adobe.io");
    operations.setEdgeUrl("https://.tt.omtrdc.net");
    operations.setTenant("");
    operations.setClientCode("");
    return operations;
  }

  private static Operations operations(Operations operations) {
    operations.setCamelContext(CONTEXT);
    operations.setTable("file:config/target-operations.yaml");
    operations.setAdminUrl("https://mc.adobe.io/");
    operations.setEdgeUrl("https://acmeclient.tt.omtrdc.net");
    operations.setTenant("acme");
    operations.setClientCode("acmeclient");
    operations.init();
    return operations;
  }

  private static String url(Operations operations, String operation, Object... variables) {
    Exchange exchange = new DefaultExchange(CONTEXT);
    exchange.setVariable("target.operation", operation);
    for (int i = 0; i < variables.length; i += 2) {
      exchange.setVariable((String) variables[i], variables[i + 1]);
    }
    operations.prepare(exchange);
    return exchange.getVariable("target.url", String.class);
  }

  @Property(tries = 500)
  void aValueNeverChangesTheFormOfTheAddress(
      @ForAll @NotEmpty String id, @ForAll @NotEmpty String key, @ForAll String value) {
    Assume.that(whole(id) && whole(key) && whole(value) && !id.equals(".") && !id.equals(".."));
    String url =
        url(
            SHIPPED,
            "get-audience",
            "target.path",
            Map.of("id", id),
            "target.query",
            Map.of(key, value));

    assertThat(url)
        .matches(
            "https://mc\\.adobe\\.io/acme/target/audiences/[\\w.~%-]+\\?[\\w.~%-]+=[\\w.~%-]*");
    URI uri = URI.create(url);
    assertThat(uri.normalize()).isEqualTo(uri);
    String[] pair = uri.getRawQuery().split("=", 2);
    assertThat(decoded(uri.getRawPath().substring("/acme/target/audiences/".length())))
        .isEqualTo(id);
    assertThat(decoded(pair[0])).isEqualTo(key);
    assertThat(decoded(pair[1])).isEqualTo(value);
  }

  /** Half a surrogate pair has no encoding at all. */
  private static boolean whole(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Example
  void whatCamelWouldReplaceIsEncoded() {
    Map<String, String> path = Map.of("id", "{{env:HOME}}/../${body}?a=b#c");

    assertThat(url(SHIPPED, "get-audience", "target.path", path))
        .isEqualTo(
            "https://mc.adobe.io/acme/target/audiences/"
                + "%7B%7Benv%3AHOME%7D%7D%2F..%2F%24%7Bbody%7D%3Fa%3Db%23c");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void dotsThatWouldMeanAnotherPathAreNotSent(String id) {
    assertThatThrownBy(() -> url(SHIPPED, "delete-audience", "target.path", Map.of("id", id)))
        .isInstanceOfSatisfying(
            TargetFault.class, f -> assertThat(f.kind()).isEqualTo(TargetFault.Kind.REJECTED))
        .hasMessage("\"" + id + "\" can't stand for {id}; nothing was sent");
  }

  @Test
  void tenantAndClientCodeCantComeFromAMessage() {
    Map<String, String> path =
        Map.of("tenant", "evil", "client", "evil", "thirdPartyId", "1", "id", "2");

    assertThat(url(SHIPPED, "get-profile-by-third-party-id", "target.path", path))
        .isEqualTo(
            "https://acmeclient.tt.omtrdc.net/rest/v1/profiles/thirdPartyId/1?client=acmeclient");
    assertThat(url(SHIPPED, "get-audience", "target.path", path, "target.node", "evil.example"))
        .isEqualTo("https://mc.adobe.io/acme/target/audiences/2");
    assertThat(
            url(
                SHIPPED,
                "get-profile",
                "target.path",
                Map.of("tntId", "1"),
                "target.query",
                Map.of("client", "&client=evil")))
        .endsWith("/1?client=acmeclient&client=%26client%3Devil");
  }

  @Test
  void aBatchIsFollowedAtTheServerThatTookIt() {
    assertThat(url(SHIPPED, "get-profile-batch-status", "target.node", "mboxedge45.tt.omtrdc.net"))
        .isEqualTo("https://mboxedge45.tt.omtrdc.net/m2/acmeclient/profile/batchStatus");
    assertThat(url(SHIPPED, "get-profile-batch-status"))
        .startsWith("https://acmeclient.tt.omtrdc.net/m2/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example/.tt.omtrdc.net",
        "evil.example#.tt.omtrdc.net",
        "evil.example?.tt.omtrdc.net",
        "evil.example\\.tt.omtrdc.net",
        "user@evil.tt.omtrdc.net",
        "evil.example:80@a.tt.omtrdc.net",
        "{{env:HOME}}.tt.omtrdc.net",
        "tt.omtrdc.net.evil.example",
        ".tt.omtrdc.net",
        "a..tt.omtrdc.net",
        "eviltt.omtrdc.net",
        "127.0.0.1:8080",
        ""
      })
  void noOtherServerIsAskedForABatch(String node) {
    assertThatThrownBy(() -> url(SHIPPED, "get-profile-batch-status", "target.node", node))
        .isInstanceOf(TargetFault.class)
        .hasMessageContaining("\"" + node + "\"")
        .hasMessageEndingWith("not one of Adobe's servers; nothing was sent");
  }

  @ParameterizedTest
  @CsvSource({
    "https://mc.adobe.io,true",
    "HTTPS://mc.adobe.io/,true",
    "http://127.0.0.1:8095,true",
    "http://localhost:8095,true",
    "http://[::1]:8095,true",
    "http://mc.adobe.io,false",
    "http://127.0.0.1.evil.example,false",
    "ftp://127.0.0.1,false",
    "mc.adobe.io,false",
    "https://,false",
    "https:///x,false",
    "https://a b,false",
    "https://mc.adobe.io?x=y,false"
  })
  void onlyThisMachineIsCalledWithoutEncryption(String url, boolean good) {
    Operations operations = unset();
    operations.setAdminUrl(url);
    Throwable refusal = catchThrowable(operations::init);

    if (good) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal)
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "adobe.target.admin-url="
                  + url
                  + " must be an https address (http only for the sandbox on 127.0.0.1)");
    }
  }

  @Test
  void aTenantOrClientCodeIsMissedWhenItIsNeeded() {
    Operations operations = unset();
    operations.init();

    assertThatThrownBy(() -> url(operations, "list-offers"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("adobe.target.tenant is not set");
    assertThatThrownBy(() -> url(operations, "bulk-update-profiles"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("adobe.target.client-code is not set");
  }

  @Test
  void anUnknownOperationOrAMissingValueIsNamed() {
    assertThatThrownBy(() -> url(SHIPPED, "delete-everything"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Target has no operation \"delete-everything\"; file:config/target-operations.yaml"
                + " lists those there are");
    assertThatThrownBy(() -> url(SHIPPED, null)).hasMessageContaining("no operation \"null\"");
    assertThatThrownBy(() -> url(SHIPPED, "get-audience", "target.path", Map.of("id", "")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Operation get-audience needs a value for {id}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x: {host: admin, call: GET} | \"GET\" is no call",
        "x: {call: GET /x} | an operation has no host",
        "x: {host: moon, call: GET /x} | \"moon\" is no host at line 1",
        "x: {host: admin, call: GET /x, speed: 1} | \"speed\" is not known there",
        "x: | a name has nothing behind it",
        "'' | No content",
        "x: [ | at line 1",
      })
  void aTableThatCantBeUsedIsRefusedInOneSentence(String text, String why, @TempDir Path folder)
      throws IOException {
    Operations operations = unset();
    Path table = Files.writeString(folder.resolve("table.yaml"), text + "\n");
    operations.setTable("file:" + table);

    assertThatThrownBy(operations::init)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("The table of operations file:" + table + " can't be used: ")
        .hasMessageContaining(why);
  }

  @Test
  void aMissingTableIsRefused() {
    Operations operations = unset();
    operations.setTable("file:config/no-such-table.yaml");

    assertThatThrownBy(operations::init)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The table of operations file:config/no-such-table.yaml can't be used: there is no such"
                + " file");
  }
}
