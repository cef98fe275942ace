package io.github.targetroutes.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A column of a report.
 *
 * @param name in files
 * @param sql its name in a database
 * @param type its type in a database
 * @param value what it holds of a row; null where Target says nothing
 */
record ReportColumn(String name, String sql, String type, Function<ReportRow, Object> value) {

  private static final List<ReportColumn> EXPERIENCE =
      List.of(
          column("activityId", "bigint", row -> row.task().activityNumber()),
          text("activityName", 250, row -> row.head().activity()),
          text("activityType", 50, row -> row.task().type()),
          column("experienceLocalId", "bigint", ReportRow::experience),
          text("experienceName", 250, ReportRow::experienceName));

  private static final List<ReportColumn> METRIC =
      List.of(
          column("metricLocalId", "bigint", row -> row.head().metric()),
          text("metricName", 250, row -> row.head().metricName()));

  private static final List<ReportColumn> DAYS =
      List.of(
          new ReportColumn("day", "first_day", "date", row -> row.task().period().first()),
          new ReportColumn("lastDay", "last_day", "date", row -> row.task().period().last()));

  static final List<ReportColumn> PERFORMANCE =
      all(
          EXPERIENCE,
          METRIC,
          DAYS,
          List.of(
              count("visitors", "visitor", "entries"),
              count("visits", "visit", "entries"),
              count("impressions", "impression", "entries"),
              count("landings", "landing", "entries"),
              count("conversions", "visitor", "conversions"),
              count("visitConversions", "visit", "conversions"),
              count("impressionConversions", "impression", "conversions"),
              count("landingConversions", "landing", "conversions")));

  static final List<ReportColumn> ORDERS =
      all(
          EXPERIENCE,
          DAYS,
          List.of(
              new ReportColumn("time", "order_time", "varchar(40)", row -> field(row, "time")),
              new ReportColumn("id", "order_id", "varchar(250)", row -> field(row, "id")),
              column("total", "decimal(19, 4)", row -> number(row.adobes().path("total"))),
              text("products", 4000, ReportColumn::products),
              column("duplicate", "boolean", row -> flag(row, "duplicate")),
              column("outlier", "boolean", row -> flag(row, "outlier"))));

  @SafeVarargs
  private static List<ReportColumn> all(List<ReportColumn>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  private static ReportColumn column(String name, String type, Function<ReportRow, Object> value) {
    String snake = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return new ReportColumn(name, snake, type, value);
  }

  private static ReportColumn text(String name, int length, Function<ReportRow, String> value) {
    return column(
        name,
        "varchar(" + length + ")",
        row -> {
          String text = value.apply(row);
          return text == null || text.length() <= length ? text : text.substring(0, length);
        });
  }

  private static ReportColumn count(String name, String count, String value) {
    return column(
        name, "bigint", row -> number(row.adobes().at("/totals/" + count + "/totals/" + value)));
  }

  private static Object number(JsonNode value) {
    return value.isIntegralNumber()
        ? (Object) value.longValue()
        : value.isNumber() ? value.decimalValue() : null;
  }

  private static String field(ReportRow row, String name) {
    return row.adobes().path(name).asText(null);
  }

  private static Boolean flag(ReportRow row, String name) {
    return row.adobes().hasNonNull(name) ? row.adobes().get(name).asBoolean() : null;
  }

  private static String products(ReportRow row) {
    return StreamSupport.stream(row.adobes().path("productIds").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }
}
