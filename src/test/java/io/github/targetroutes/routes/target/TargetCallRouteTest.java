package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.routes.SandboxRoutesTest;
import io.github.targetroutes.routes.SandboxView;
import io.github.targetroutes.sandbox.Fault;
import io.github.targetroutes.target.CallQuota;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code target-call}: the one door to Target. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetCallRouteTest extends SandboxRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUDIENCE =
      "{\"name\":\"%s\",\"targetRule\":{\"profile\":\"tier\",\"equals\":[\"gold\"]}}";

  @Override
  protected void settings(Properties settings) {
    settings.setProperty("adobe.target.response-timeout", "2000");
  }

  @AfterEach
  void forgive() {
    sandbox.faults().clear();
  }

  private SandboxView view() {
    return new SandboxView(sandbox);
  }

  private Exchange send(String operation, Map<String, ?> path, Map<String, ?> query, Object body) {
    return call(
        "direct:target-call",
        body,
        "target.operation",
        operation,
        "target.path",
        path,
        "target.query",
        query);
  }

  private String text(String operation, Map<String, ?> path, Object body) {
    Exchange exchange = send(operation, path, Map.of(), body);
    assertThat(exchange.getException()).as(operation).isNull();
    return exchange.getMessage().getBody(String.class);
  }

  private JsonNode json(String operation, Map<String, ?> path, Object body) {
    try {
      return JSON.readTree(text(operation, path, body));
    } catch (IOException e) {
      throw new AssertionError(operation, e);
    }
  }

  private static Map<String, String> id(Object id) {
    return Map.of("id", id.toString());
  }

  @Test
  void offersAudiencesAndProfilesAreReadAndWritten() {
    offersAndAudiences();
    profiles();
    assertThat(json("list-activities", Map.of(), null).path("activities")).isNotEmpty();
  }

  private void offersAndAudiences() {
    JsonNode offer =
        json("create-content-offer", Map.of(), "{\"name\":\"Hero ü\",\"content\":\"<b>1</b>\"}");
    String offerId = offer.path("id").asText();
    json("update-content-offer", id(offerId), "{\"name\":\"Hero\",\"content\":\"<b>2</b>\"}");
    assertThat(json("get-content-offer", id(offerId), null).path("content").asText())
        .isEqualTo("<b>2</b>");
    Exchange list = send("list-offers", Map.of(), Map.of("sortBy", "-id", "limit", "1"), null);
    assertThat(list.getMessage().getBody(String.class)).contains("\"Hero\"");
    json("delete-content-offer", id(offerId), null);

    String audience =
        json("create-audience", Map.of(), AUDIENCE.formatted("Gold")).path("id").asText();
    json("update-audience", id(audience), AUDIENCE.formatted("More gold"));
    assertThat(json("get-audience", id(audience), null).path("name").asText())
        .isEqualTo("More gold");
    assertThat(json("list-audiences", Map.of(), null).toString()).contains("More gold");
    json("delete-audience", id(audience), null);

    Exchange gone = send("get-audience", id(audience), Map.of(), null);
    assertThat(gone.getException())
        .hasMessageMatching(
            "Target answered 404 to get-audience: Resource\\.NotFound \"No audiences with id \\d+\""
                + " \\(request [\\w-]+\\)\\. There is no such thing: .*");
  }

  private void profiles() {
    follow(text("bulk-update-profiles", Map.of(), "batch=pcId,tier\n4711,gold\n"));
    follow(text("bulk-update-profiles", Map.of(), "batch=thirdPartyId,tier\nc-1,gold\n"));
    follow(text("bulk-update-profiles-v1", Map.of(), "batch=thirdPartyId,tier\nc-1,silver\n"));
    text("update-profile", Map.of(), "mbox3rdPartyId=c-1&profile.city=K%C3%B6ln");

    assertThat(attribute(json("get-profile", Map.of("tntId", "4711"), null), "tier"))
        .isEqualTo("gold");
    JsonNode profile = json("get-profile-by-third-party-id", Map.of("thirdPartyId", "c-1"), null);
    assertThat(attribute(profile, "tier")).isEqualTo("silver");
    assertThat(attribute(profile, "city")).isEqualTo("Köln");
    // Nothing that the sandbox takes in links an ECID to a profile.
    assertThat(send("get-profile-by-ecid", Map.of("ecid", "77"), Map.of(), null).getException())
        .hasMessageContaining("404")
        .hasMessageContaining("\"No profile found for client acmeclient with");
  }

  private static String attribute(JsonNode profile, String name) {
    return profile.path("profileAttributes").path(name).path("value").asText();
  }

  private void follow(String answer) {
    String status = answer.replaceAll("(?s).*<batchStatus>|</batchStatus>.*", "");
    URI uri = URI.create(status.replace("&amp;", "&"));
    await()
        .until(
            () ->
                template
                    .send(
                        "direct:target-call",
                        e -> {
                          e.setVariable("target.operation", "get-profile-batch-status");
                          e.setVariable("target.node", uri.getAuthority());
                          e.setVariable(
                              "target.query",
                              Map.of("batchId", uri.getQuery().replace("batchId=", "")));
                        })
                    .getMessage()
                    .getBody(String.class)
                    .contains("<status>complete</status>"));
  }

  @Test
  void aHeaderOfTheCallerDecidesNothingAndGoesNowhere() throws IOException {
    Map<String, Object> poison = new HashMap<>();
    for (String name :
        List.of(
            "CamelHttpUri",
            "CamelRestHttpUri",
            "CamelHttpBaseUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpRawQuery",
            "camelhttpuri")) {
      poison.put(name, "http://127.0.0.1:1/{{env:HOME}}?x=y");
    }
    poison.put("CamelHttpMethod", "DELETE");
    poison.put("CamelHttpProtocolVersion", "HTTP/1.0");
    poison.put("CamelRedeliveryCounter", 99);
    poison.put("CamelCharsetName", "UTF-16");
    for (String name :
        List.of(
            "Authorization",
            "X-Api-Key",
            "Host",
            "Cookie",
            "Content-Type",
            "Content-Encoding",
            "Accept",
            "Transfer-Encoding",
            "kafka.OVERRIDE_TOPIC",
            "X-Mine")) {
      poison.put(name, "evil");
    }
    String name = "{{env:HOME}} ${body} CamelHttpUri";
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setHeaders(poison);
    exchange.getMessage().setBody(AUDIENCE.formatted(name));
    exchange.setVariable("target.operation", "create-audience");
    template.send("direct:target-call", exchange);

    assertThat(exchange.getException()).isNull();
    JsonNode made = JSON.readTree(exchange.getMessage().getBody(String.class));
    assertThat(made.path("name").asText()).isEqualTo(name);
    JsonNode request = view().requests(1).get(0);
    assertThat(request.path("method").asText()).isEqualTo("POST");
    assertThat(request.path("path").asText()).isEqualTo("/acme/target/audiences");
    assertThat(names(request.path("headers")))
        .containsExactlyInAnyOrder(
            "accept",
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "host",
            "user-agent",
            "x-api-key");
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
  }

  private static Set<String> names(JsonNode headers) {
    Set<String> names = new TreeSet<>();
    headers.forEach(name -> names.add(name.asText().toLowerCase(java.util.Locale.ROOT)));
    return names;
  }

  @Test
  void valuesReachTargetAsTheyAre() {
    for (String id :
        List.of(
            "{{env:HOME}}",
            "a/b",
            "..offers",
            "50%",
            "%2F",
            "ü €\uD83D\uDE00",
            "a b+c",
            "?x=y#z",
            "{id}",
            "${body}",
            "a&client=evil",
            "~*'()!$,;:@[]\"<>\\^`|",
            "RAW(x)")) {
      Exchange exchange =
          send("get-profile-by-third-party-id", Map.of("thirdPartyId", id), Map.of(), null);

      assertThat(exchange.getException())
          .isInstanceOfSatisfying(
              TargetFault.class, f -> assertThat(f.kind()).isEqualTo(TargetFault.Kind.REJECTED))
          .hasMessageContaining(" with third party id=" + id + "\"");
      // A call that another test gave up may be noted late.
      assertThat(view().requests(3))
          .extracting(request -> request.path("path").asText())
          .filteredOn(path -> path.startsWith("/rest"))
          .last()
          .asString()
          .matches("/rest/v1/profiles/thirdPartyId/[\\w.~%-]+");
    }
  }

  @Test
  void tokenAndKeyStayInHereWhateverHappens() {
    Map<String, Fault> faults = new LinkedHashMap<>();
    faults.put("nothing", Fault.latency(java.time.Duration.ZERO));
    faults.put("an error", Fault.status(500));
    faults.put("a refused token", Fault.status(401));
    faults.put("a reset", Fault.reset());
    faults.put("silence", Fault.silence());
    faults.put("half an answer", Fault.truncated());
    faults.put("a web page", Fault.html());
    faults.forEach(
        (name, fault) -> {
          sandbox.faults().clear();
          sandbox.faults().add(fault.on("GET", "/acme/target/"));
          assertClean(name, send("list-offers", Map.of(), Map.of(), null));
        });
    assertClean("no entity", send("create-audience", Map.of(), Map.of(), new Object()));
    assertClean(
        "a missing file", send("create-audience", Map.of(), Map.of(), new java.io.File("x")));
    assertClean("an unknown operation", send("no-such-operation", Map.of(), Map.of(), null));
  }

  private static void assertClean(String name, Exchange exchange) {
    assertThat(exchange.getMessage().getHeaders())
        .as(name)
        .doesNotContainKeys("Authorization", "X-Api-Key");
    assertThat(exchange.getIn().getHeaders()).doesNotContainKeys("Authorization", "X-Api-Key");
    assertThat(
            exchange.getVariables().toString()
                + exchange.getAllProperties()
                + exchange.getException())
        .doesNotContain("Bearer", "eyJ");
  }

  @Test
  void onlyMeteredCallsSpendPermitsAndOnlyAdministrationGetsTheToken() {
    CallQuota quota = bean("callQuota", CallQuota.class);
    long before = quota.taken();
    send("get-profile", Map.of("tntId", "1"), Map.of(), null);
    send("update-profile", Map.of(), Map.of(), "mboxPC=1&profile.a=b");
    assertThat(quota.taken()).isEqualTo(before);
    view()
        .requests(2)
        .forEach(
            r -> assertThat(names(r.path("headers"))).doesNotContain("authorization", "x-api-key"));

    sandbox.faults().add(Fault.status(503).on("POST", "/m2/").retryAfter("3600"));
    Exchange throttled = send("update-profile", Map.of(), Map.of(), "mboxPC=1&profile.a=b");
    assertThat(throttled.getException()).hasMessageContaining("503");
    send("bulk-update-profiles", Map.of(), Map.of(), "batch=pcId,a\n1,b\n");
    send("list-offers", Map.of(), Map.of(), null);
    assertThat(quota.taken()).as("they don't wait for the profile servers").isEqualTo(before + 2);
  }

  @Test
  void aFileIsStreamed() throws IOException {
    Path batch = data.resolve("large.batch");
    byte[] row = "batch=pcId,a\n".getBytes(StandardCharsets.UTF_8);
    byte[] rows = ("4711," + String.join("", Collections.nCopies(4096, "x")) + "\n").getBytes();
    try (var out = Files.newOutputStream(batch)) {
      out.write(row);
      for (int i = 0; i < 20 * 256; i++) {
        out.write(rows);
      }
    }
    text("list-offers", Map.of(), null);
    long before = allocated();
    text("bulk-update-profiles", Map.of(), batch.toFile());

    assertThat(allocated() - before).isLessThan(Files.size(batch) / 4);
    JsonNode batches = view().state().path("batches");
    assertThat(batches.get(batches.size() - 1).path("bytes").asLong()).isEqualTo(Files.size(batch));
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private <T> T bean(String name, Class<T> type) {
    return context.getRegistry().lookupByNameAndType(name, type);
  }
}
