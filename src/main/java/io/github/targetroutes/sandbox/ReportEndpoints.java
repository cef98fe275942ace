package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;
import io.github.targetroutes.sandbox.ReportNumbers.Count;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Performance and orders reports (Admin API specification, reports). The numbers are made up but
 * hold together: each conversion of a visitor is one order. Nothing is reported of the time to
 * come.
 */
final class ReportEndpoints {

  private static final Set<String> REPORTED = Set.of("ab", "xt", "abt");
  private static final List<String> RESOLUTIONS = List.of("hour", "day", "week", "month");
  private static final int OUTLIER = 29_000;

  private final Gateway gateway;
  private final ResourceStore activities;

  ReportEndpoints(Gateway gateway, ResourceStore activities) {
    this.gateway = gateway;
    this.activities = activities;
  }

  void open(Routes routes) {
    for (String type : REPORTED) {
      Kind kind = activities.family().kinds().get(type);
      String path = kind.path() + "/:id/report/";
      on(routes, path + "performance", "reports.performance", call -> performance(call, kind));
      on(routes, path + "orders", "reports.orders", call -> orders(call, kind));
    }
  }

  private void on(Routes routes, String path, String operation, Endpoint endpoint) {
    routes.on(HttpMethod.GET, path, operation, gateway.guard(MediaType.V1, endpoint));
  }

  private ObjectNode activity(Call call, Kind kind) throws Refused {
    return activities
        .find(ResourceEndpoints.id(call), kind)
        .orElseThrow(() -> Refused.notFound("No activities with id " + call.pathParameter("id")));
  }

  private Answer performance(Call call, Kind kind) throws Refused {
    ObjectNode activity = activity(call, kind);
    ReportInterval asked = ReportInterval.of(call);
    ObjectNode report = report(call, activity, asked, true);
    ObjectNode statistics = report.putObject("report").putObject("statistics");
    ObjectNode totals = statistics.putObject("totals");
    ArrayNode each = statistics.putArray("experiences");
    ReportInterval past = past(call, asked);
    for (ReportNumbers numbers : experiences(activity)) {
      ObjectNode one = each.addObject().put(local(kind), numbers.experience());
      ObjectNode its = one.putObject("totals");
      for (Count count : Count.values()) {
        String name = count.name().toLowerCase(Locale.ROOT);
        long entries = numbers.entries(count, past);
        long conversions = numbers.conversions(past);
        add(its, name, entries, conversions);
        add(totals, name, entries, conversions);
      }
    }
    return Answer.vendorJson(200, MediaType.V1.value(), report);
  }

  private static void add(ObjectNode totals, String count, long entries, long conversions) {
    ObjectNode sum = totals.withObject("/" + count + "/totals");
    sum.put("entries", sum.path("entries").asLong() + entries);
    sum.put("conversions", sum.path("conversions").asLong() + conversions);
  }

  private Answer orders(Call call, Kind kind) throws Refused {
    ObjectNode activity = activity(call, kind);
    ReportInterval asked = ReportInterval.of(call);
    ObjectNode report = report(call, activity, asked, false);
    ArrayNode orders = report.putArray("orders");
    ReportInterval past = past(call, asked);
    for (ReportNumbers numbers : experiences(activity)) {
      long last = numbers.conversionsUntil(past.to().toEpochMilli());
      for (long n = numbers.conversionsUntil(past.from().toEpochMilli()) + 1; n <= last; n++) {
        long cents = numbers.cents(n);
        orders
            .addObject()
            .put(local(kind), numbers.experience())
            .put("time", Times.millis(numbers.conversion(n, past)))
            .put("id", numbers.activity() + "-" + numbers.experience() + "-" + n)
            .put("total", BigDecimal.valueOf(cents, 2))
            .put("duplicate", false)
            .put("outlier", cents > OUTLIER)
            .putArray("productIds")
            .add("P" + cents % 100);
      }
    }
    return Answer.vendorJson(200, MediaType.V1.value(), report);
  }

  private String local(Kind kind) {
    return kind == activities.family().kinds().get("abt") ? "decisionStackId" : "experienceLocalId";
  }

  private static ReportInterval past(Call call, ReportInterval asked) {
    return asked.to().isAfter(call.now())
        ? new ReportInterval(
            asked.from().isAfter(call.now()) ? call.now() : asked.from(), call.now())
        : asked;
  }

  /** Those that the activity names; two, when it names none. */
  private static List<ReportNumbers> experiences(ObjectNode activity) {
    long id = activity.path("id").asLong();
    List<ReportNumbers> experiences = new ArrayList<>();
    for (JsonNode experience : activity.path("experiences")) {
      experiences.add(new ReportNumbers(id, experience.path("experienceLocalId").asInt()));
    }
    return experiences.isEmpty()
        ? List.of(new ReportNumbers(id, 0), new ReportNumbers(id, 1))
        : experiences;
  }

  private static ObjectNode report(
      Call call, ObjectNode activity, ReportInterval interval, boolean performance) {
    String environment = call.query("environmentId");
    ObjectNode report = Json.object();
    ObjectNode parameters =
        report
            .putObject("reportParameters")
            .put("activityId", activity.path("id").asLong())
            .put("environmentId", environment == null ? 1 : Long.parseLong(environment));
    parameters.set("reportInterval", interval.json(call.now()));
    numbers(call, parameters, "conversionMetricLocalIds");
    if (performance) {
      String resolution = call.query("resolution");
      if (resolution != null && !RESOLUTIONS.contains(resolution)) {
        throw new IllegalArgumentException("resolution must be one of " + RESOLUTIONS);
      }
      parameters.put("resolution", resolution == null ? "day" : resolution);
      numbers(call, parameters, "metricLocalIds");
      numbers(call, parameters, "reportingAudienceLocalIds");
      numbers(call, parameters, "daysOfWeek");
    }
    ObjectNode described =
        report
            .putObject("activity")
            .put("id", activity.path("id").asLong())
            .put("name", activity.path("name").asText());
    described.set("experiences", named(activity.path("experiences"), "experienceLocalId"));
    described.set("metrics", named(activity.path("metrics"), "metricLocalId"));
    described.set(
        "reportingAudiences",
        activity.has("reportingAudiences") ? activity.get("reportingAudiences") : Json.array());
    return report;
  }

  private static ArrayNode named(JsonNode list, String id) {
    ArrayNode some = Json.array();
    for (JsonNode one : list) {
      ObjectNode named = some.addObject().put(id, one.path(id).asInt());
      if (one.hasNonNull("name")) {
        named.set("name", one.get("name"));
      }
    }
    return some;
  }

  private static void numbers(Call call, ObjectNode parameters, String name) {
    ArrayNode list = parameters.putArray(name);
    for (String values : call.queries(name)) {
      for (String value : values.split(",")) {
        try {
          list.add(Integer.parseInt(value));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(name + " must be whole numbers", e);
        }
      }
    }
  }
}
