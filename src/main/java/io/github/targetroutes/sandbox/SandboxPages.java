package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the sandbox tells about itself, under {@code /sandbox}: a page for people, {@code state} and
 * {@code requests} as JSON, {@code faults} to script misbehaviour, {@code reset} to begin anew.
 */
final class SandboxPages {

  private static final int BATCHES_SHOWN = 1000;

  /** A tenant may be called sandbox too. */
  private static final Pattern OWN =
      Pattern.compile("/sandbox(/(state(/.*)?|requests|faults|reset))?/?");

  private final SandboxOptions options;
  private final Supplier<String> url;
  private final Observations observations;
  private final Faults faults;
  private final IssuedTokens tokens;
  private final CallMeter meter;
  private final ProfileStore profiles;
  private final BatchProcessor batches;
  private final AdminEndpoints admin;
  private final Endpoint reset;

  SandboxPages(
      SandboxOptions options,
      Supplier<String> url,
      Observations observations,
      Faults faults,
      IssuedTokens tokens,
      CallMeter meter,
      ProfileStore profiles,
      BatchProcessor batches,
      AdminEndpoints admin,
      Endpoint reset) {
    this.options = options;
    this.url = url;
    this.observations = observations;
    this.faults = faults;
    this.tokens = tokens;
    this.meter = meter;
    this.profiles = profiles;
    this.batches = batches;
    this.admin = admin;
    this.reset = reset;
  }

  /** Whether a path is one of these pages, and so neither counted nor struck by faults. */
  static boolean isOwn(String path) {
    return OWN.matcher(path).matches();
  }

  void open(FrontDoor door) {
    door.on(HttpMethod.GET, "/sandbox", "sandbox.page", call -> Answer.html(200, page(call)));
    door.on(
        HttpMethod.GET, "/sandbox/state", "sandbox.state", call -> Answer.json(200, state(call)));
    door.on(HttpMethod.GET, "/sandbox/requests", "sandbox.requests", this::requests);
    door.on(HttpMethod.GET, "/sandbox/faults", "sandbox.faults", call -> faults());
    door.on(HttpMethod.POST, "/sandbox/faults", "sandbox.faults", this::addFaults);
    door.on(
        HttpMethod.DELETE,
        "/sandbox/faults",
        "sandbox.faults",
        call -> {
          faults.clear();
          return faults();
        });
    door.on(HttpMethod.POST, "/sandbox/reset", "sandbox.reset", reset);
  }

  private ObjectNode state(Call call) {
    ObjectNode json = Json.object().put("url", url.get());
    json.putObject("exchanges")
        .put("jwt", observations.count(ImsEndpoints.EXCHANGE_JWT, 200))
        .put("oauth", observations.count(ImsEndpoints.TOKEN, 200))
        .put("refused", refusedExchanges());
    json.putObject("tokens").put("issued", tokens.issued()).put("live", tokens.live(call.now()));
    json.set("calls", observations.calls());
    json.putObject("quota")
        .put("perMinute", options.callsPerMinute())
        .put("used", meter.used())
        .put("refused", meter.refused());
    json.put("profiles", profiles.size());
    List<Batch> all = batches.all();
    ObjectNode totals = json.putObject("batchTotals");
    totals.put("batches", all.size());
    totals.put("rows", all.stream().mapToLong(Batch::rows).sum());
    totals.put("successfulUpdates", all.stream().mapToLong(Batch::successfulUpdates).sum());
    totals.put("profilesNotFound", all.stream().mapToLong(Batch::profilesNotFound).sum());
    totals.put("failedUpdates", all.stream().mapToLong(Batch::failedUpdates).sum());
    ArrayNode list = json.putArray("batches");
    long now = call.now().toEpochMilli();
    all.stream()
        .skip(Math.max(0, all.size() - BATCHES_SHOWN))
        .forEach(batch -> list.add(json(batch, now)));
    admin.counts(json);
    return json.put("faults", faults.list().size());
  }

  private long refusedExchanges() {
    return observations.count(ImsEndpoints.EXCHANGE_JWT)
        + observations.count(ImsEndpoints.TOKEN)
        - observations.count(ImsEndpoints.EXCHANGE_JWT, 200)
        - observations.count(ImsEndpoints.TOKEN, 200);
  }

  private static ObjectNode json(Batch batch, long now) {
    return Json.object()
        .put("id", batch.id())
        .put("version", batch.version())
        .put("key", batch.key())
        .put("status", batch.status(now))
        .put("bytes", batch.bytes())
        .put("rows", batch.rows())
        .put("distinctIds", batch.distinctIds())
        .put("created", batch.created())
        .put("successfulUpdates", batch.successfulUpdates())
        .put("profilesNotFound", batch.profilesNotFound())
        .put("failedUpdates", batch.failedUpdates());
  }

  private Answer requests(Call call) {
    String last = call.query("last");
    return Answer.json(200, observations.requests(last == null ? 100 : Integer.parseInt(last)));
  }

  private Answer faults() {
    ArrayNode list = Json.array();
    faults.list().forEach(scripted -> list.add(FaultJson.write(scripted)));
    return Answer.json(200, list);
  }

  /** All of them or none. */
  private Answer addFaults(Call call) {
    try {
      JsonNode body = call.json();
      List<Fault> read = new ArrayList<>();
      if (body.isArray()) {
        body.forEach(one -> read.add(FaultJson.read(one)));
      } else {
        read.add(FaultJson.read(body));
      }
      faults.add(read.toArray(Fault[]::new));
      return faults();
    } catch (IOException e) {
      return Answer.text(400, "The body is no JSON; send a fault or an array of faults.");
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Answer.text(400, e.getMessage());
    }
  }

  private String page(Call call) {
    ObjectNode state = state(call);
    StringBuilder html =
        new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
            .append("<title>Target Routes sandbox</title><style>body{font-family:sans-serif;")
            .append("max-width:50em;margin:2em auto}td{padding:.2em 1em .2em 0}</style></head>")
            .append("<body><h1>Target Routes sandbox</h1><p>Adobe IMS and Adobe Target for")
            .append(" trying things out, on this machine only. Nothing here reaches Adobe.</p>")
            .append("<table>");
    row(html, "IMS", url.get());
    row(html, "Admin API", url.get() + "/" + options.tenant() + "/target");
    row(html, "Profile API", url.get() + "/m2/" + options.clientCode());
    row(html, "Tokens issued", state.at("/tokens/issued").asText());
    row(html, "Profiles", state.path("profiles").asText());
    row(html, "Bulk uploads", state.at("/batchTotals/batches").asText());
    row(html, "Rows in them", state.at("/batchTotals/rows").asText());
    row(html, "Offers", state.path("offers").asText());
    row(html, "Audiences", state.path("audiences").asText());
    row(html, "Calls in the last minute", meter.used() + " of " + options.callsPerMinute());
    return html.append("</table><p>More: <a href=\"/sandbox/state\">state</a>, ")
        .append("<a href=\"/sandbox/requests\">requests</a>, ")
        .append("<a href=\"/sandbox/faults\">faults</a>.</p></body></html>\n")
        .toString();
  }

  private static void row(StringBuilder html, String name, String value) {
    html.append("<tr><td>").append(name).append("</td><td>");
    html.append(value.replace("&", "&amp;").replace("<", "&lt;")).append("</td></tr>");
  }
}
