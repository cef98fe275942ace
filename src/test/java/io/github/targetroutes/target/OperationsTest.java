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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {

  private static final DefaultCamelContext CONTEXT = new DefaultCamelContext(false);
  private static final Operations SHIPPED = shipped("file:config/target-operations.yaml");
  private static final Operations ANY = shipped("classpath:target/any.yaml");

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

  private static Operations shipped(String table) {
    Operations operations = unset();
    operations.setTable(table);
    operations.setAdminUrl("https://mc.adobe.io/");
    operations.setEdgeUrl("https://acmeclient.tt.omtrdc.net");
    operations.setTenant("acme");
    operations.setClientCode("acmeclient");
    operations.start();
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
    Assume.that(whole(id) && whole(key) && whole(value) && !id.isBlank());
    Assume.that(!id.matches("(?s).*\\p{Cntrl}.*|(.*[/\\\\])?\\.\\.?([/\\\\].*)?"));
    String url =
        url(ANY, "any", "target.path", Map.of("id", id), "target.query", Map.of(key, value));

    assertThat(url)
        .matches("https://mc\\.adobe\\.io/acme/target/x/[\\w.~%-]+\\?[\\w.~%-]+=[\\w.~%-]*");
    URI uri = URI.create(url);
    assertThat(uri.normalize()).isEqualTo(uri);
    String[] pair = uri.getRawQuery().split("=", 2);
    assertThat(decoded(uri.getRawPath().substring("/acme/target/x/".length()))).isEqualTo(id);
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
    Map<String, String> path = Map.of("id", "{{env:HOME}}/${body}?a=b#c");

    assertThat(url(SHIPPED, "get-audience", "target.path", path))
        .isEqualTo(
            "https://mc.adobe.io/acme/target/audiences/"
                + "%7B%7Benv%3AHOME%7D%7D%2F%24%7Bbody%7D%3Fa%3Db%23c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".", "..", "../offers/5", "5/..", "a/./b", "..\\5", "5\n", "\u0000", "\u001b[2J"})
  void whatWouldMeanAnotherPathOrControlATerminalIsNotSent(String id) {
    assertThatThrownBy(() -> url(SHIPPED, "delete-audience", "target.path", Map.of("id", id)))
        .isInstanceOfSatisfying(
            TargetFault.class, f -> assertThat(f.kind()).isEqualTo(TargetFault.Kind.REJECTED))
        .hasMessage("\"" + id + "\" can't stand for {id}; nothing was sent");
  }

  @Test
  void anIdOf64BitsIsSentToTheLastDigitAndARoundedOneNotAtAll() {
    assertThat(url(SHIPPED, "get-audience", "target.path", Map.of("id", Long.MAX_VALUE)))
        .endsWith("/9223372036854775807");
    assertThatThrownBy(
            () -> url(SHIPPED, "get-audience", "target.path", Map.of("id", 9.223372036854776E18)))
        .isInstanceOf(TargetFault.class)
        .hasMessage(
            "The number 9.223372036854776E18 can't stand for {id}: it may be rounded; nothing was"
                + " sent");
  }

  @Test
  void aQueryNameThatTargetWouldPassOverIsRefusedWithThoseItKnows() {
    assertThatThrownBy(() -> url(SHIPPED, "list-properties", "target.query", Map.of("limt", 5)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Operation list-properties has no query value \"limt\", only limit, offset, sortBy");
    assertThatThrownBy(() -> url(SHIPPED, "create-audience", "target.query", Map.of("id", 5)))
        .hasMessage("Operation create-audience has no query value \"id\", nor any other");
    assertThat(url(SHIPPED, "update-profile", "target.query", Map.of("profile.a", "b")))
        .endsWith("/m2/acmeclient/profile/update?profile.a=b");
  }

  @Test
  void aListOfValuesIsARepeatedName() {
    assertThat(
            url(SHIPPED, "list-offers", "target.query", Map.of("sortBy", List.of("name", "-id"))))
        .endsWith("/offers?sortBy=name&sortBy=-id");
  }

  @ParameterizedTest
  @MethodSource
  void allEntitiesAreOnlyDeletedByWhoConfirmsIt(Map<String, Object> query, String missing) {
    assertThatThrownBy(() -> url(SHIPPED, "delete-entities", "target.query", query))
        .isInstanceOfSatisfying(
            TargetFault.class, f -> assertThat(f.kind()).isEqualTo(TargetFault.Kind.REJECTED))
        .hasMessage(
            "delete-entities without "
                + missing
                + " means all there are; who wants that sets target.confirm (call: --confirm) to"
                + " delete-all-entities; nothing was sent");
    assertThatThrownBy(
            () -> url(SHIPPED, "delete-entities", "target.query", query, "target.confirm", "yes"))
        .isInstanceOf(TargetFault.class);
    assertThat(
            url(
                SHIPPED,
                "delete-entities",
                "target.query",
                query,
                "target.confirm",
                "delete-all-entities"))
        .startsWith("https://mc.adobe.io/acme/target/recs/entities");
  }

  static Stream<Arguments> allEntitiesAreOnlyDeletedByWhoConfirmsIt() {
    return Stream.of(
        Arguments.of(Map.of(), "ids and environment"),
        Arguments.of(Map.of("ids", "a,b"), "environment"),
        Arguments.of(Map.of("environment", 5), "ids"),
        Arguments.of(Map.of("environment", 5, "ids", ""), "ids"),
        Arguments.of(Map.of("environment", 5, "ids", " "), "ids"),
        Arguments.of(Map.of("environment", 5, "ids", ","), "ids"),
        Arguments.of(Map.of("environment", 5, "ids", "a,,b"), "ids"),
        Arguments.of(Map.of("environment", 5, "ids", List.of()), "ids"),
        Arguments.of(Map.of("environment", 5, "ids", List.of("a", "")), "ids"),
        Arguments.of(Map.of("environment", "", "ids", "a"), "environment"));
  }

  @Test
  void namedEntitiesAreDeletedInTheNamedEnvironment() {
    Map<String, Object> query = new TreeMap<>(Map.of("environment", 5, "ids", List.of("a", "b")));

    assertThat(url(SHIPPED, "delete-entities", "target.query", query))
        .isEqualTo("https://mc.adobe.io/acme/target/recs/entities?environment=5&ids=a&ids=b");
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
                "execute-delivery",
                "target.path",
                path,
                "target.query",
                Map.of("sessionId", "&client=evil")))
        .endsWith("/rest/v1/delivery?client=acmeclient&sessionId=%26client%3Devil");
    assertThat(url(SHIPPED, "get-decisioning-bundle", "target.path", path))
        .endsWith("/bundle?client=acme");
    assertThatThrownBy(
            () -> url(SHIPPED, "execute-delivery", "target.query", Map.of("client", "evil")))
        .hasMessageContaining("no query value \"client\"");
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
    Throwable refusal = catchThrowable(operations::start);

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
    operations.start();

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
        "g: {x: {host: admin, call: GET}} | x at line 1: \"GET\" is no call",
        "g: {defaults: {host: admin},~  x: {call: GET /x}} | x at line 2: it has no version",
        "g: {x: {call: GET /x}} | x at line 1: it has no host",
        "g: {x: {host: moon, call: GET /x}} | x at line 1: \"moon\" is no host",
        "g: {x: {host: edge, call: GET /x, speed: 1}} | x at line 1: \"speed\" is not known there",
        "g: {X_1: {host: edge, call: GET /x}} | X_1 at line 1: it is no name",
        "g: {x: {host: edge, call: GET /x, guard: {needs: a, confirmation: b}}} | its guard needs",
        "g: {x: {host: edge, call: GET /x, guard: {needs: a}}} | its guard lacks",
        "g: {defaults: {host: edge},~  x: GET /x,~  x: GET /y} | Duplicate field 'x' at line 3",
        "g: {defaults: {host: edge},~  x: GET /x}~h: {x: {host: edge, call: GET /x}} |"
            + " x at line 3: it is there twice",
        "g: {x: } | x at line 1: it has nothing behind it",
        "g: GET /x | g at line 1 is no group of operations",
        "'' | it has no groups",
        "g: [ | at line 1",
      })
  void aTableThatCantBeUsedIsRefusedInOneSentence(String text, String why, @TempDir Path folder)
      throws IOException {
    Operations operations = unset();
    Path table = Files.writeString(folder.resolve("table.yaml"), text.replace('~', '\n') + "\n");
    operations.setTable("file:" + table);

    assertThatThrownBy(operations::start)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("The table of operations file:" + table + " can't be used: ")
        .hasMessageContaining(why);
  }

  @Test
  void aMissingTableIsRefused() {
    Operations operations = unset();
    operations.setTable("file:config/no-such-table.yaml");

    assertThatThrownBy(operations::start)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The table of operations file:config/no-such-table.yaml can't be used: there is no such"
                + " file");
  }
}
