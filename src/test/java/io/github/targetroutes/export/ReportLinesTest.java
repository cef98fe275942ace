package io.github.targetroutes.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Reports in the shapes that Adobe documents become lines. */
class ReportLinesTest {

  private static final String PERFORMANCE =
      """
      {"reportParameters": {"activityId": 7, "conversionMetricLocalIds": [32767]},
       "activity": {"id": 7, "name": "Home, \\"page\\"",
         "metrics": [{"name": "Entry", "metricLocalId": 0}, {"name": "Orders", "metricLocalId": 32767}],
         "experiences": [{"name": "5 OFF", "experienceLocalId": 0}, {"name": "SHIPFREE", "experienceLocalId": 2}]},
       "report": {"statistics": {
         "totals": {"visitor": {"totals": {"entries": 81, "conversions": 3}}},
         "experiences": [
           {"experienceLocalId": 0, "totals": {
             "visitor": {"totals": {"entries": 31, "conversions": 1}},
             "visit": {"totals": {"entries": 85, "conversions": 2}},
             "impression": {"totals": {"entries": 102, "conversions": 3}},
             "landing": {"totals": {"entries": 101, "conversions": 4}}}},
           {"experienceLocalId": 2, "totals": {
             "visitor": {"totals": {"entries": 50, "conversions": 2}}}}]}}}
      """;

  private static final String ORDERS =
      """
      {"activity": {"name": "Home", "experiences": []},
       "orders": [
         {"decisionStackId": 12, "time": "2015-12-04T00:00:00.000-05:00", "id": "order ID 444",
          "total": 1234567890.10, "productIds": ["P1", "P2"], "duplicate": true, "outlier": false},
         {"experienceLocalId": 0, "id": "2"}]}
      """;

  private static ReportTask task(String name, ReportKind kind) {
    ReportPeriod day = ReportPeriod.parse("2026-03-01");
    return ReportTask.of(
        new ExportFile("run", 1, name, ReportTask.what(kind, day), 0, 0, 0, 0), "7", "ab");
  }

  private static String lines(String name, ReportKind kind, String report) throws IOException {
    ReportTask task = task(name, kind);
    ReportLines lines = ReportLines.of(task.file());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(lines.header(kind));
    assertThat(lines.write(in(report), task, ReportHead.read(in(report)), out)).isPositive();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void eachExperienceIsALineWithItsNamesAndNumbers() throws IOException {
    assertThat(lines("a.csv", ReportKind.PERFORMANCE, PERFORMANCE))
        .isEqualTo(
            """
            activityId,activityName,activityType,experienceLocalId,experienceName,metricLocalId,metricName,day,lastDay,visitors,visits,impressions,landings,conversions,visitConversions,impressionConversions,landingConversions
            7,"Home, ""page\""",ab,0,5 OFF,32767,Orders,2026-03-01,2026-03-01,31,85,102,101,1,2,3,4
            7,"Home, ""page\""",ab,2,SHIPFREE,32767,Orders,2026-03-01,2026-03-01,50,,,,2,,,
            """);
  }

  @Test
  void eachOrderIsALineAndKeepsItsDigits() throws IOException {
    assertThat(lines("a.csv", ReportKind.ORDERS, ORDERS))
        .isEqualTo(
            """
            activityId,activityName,activityType,experienceLocalId,experienceName,day,lastDay,time,id,total,products,duplicate,outlier
            7,Home,ab,12,,2026-03-01,2026-03-01,2015-12-04T00:00:00.000-05:00,order ID 444,1234567890.10,P1 P2,true,false
            7,Home,ab,0,,2026-03-01,2026-03-01,,2,,,,
            """);
  }

  @Test
  void aReportIsALineOfJsonAsAdobeGivesIt() throws IOException {
    String line = lines("a.jsonl", ReportKind.ORDERS, ORDERS);

    assertThat(line).endsWith("}\n").hasLineCount(1).contains("\"total\":1234567890.10");
  }

  @Test
  void whatHasNoNumbersIsNoReport() throws IOException {
    for (String none :
        new String[] {"{}", "[]", "{\"report\":{\"statistics\":{}}}", "{\"report\":[]}"}) {
      ReportTask task = task("a.csv", ReportKind.PERFORMANCE);

      assertThat(
              ReportLines.CSV.write(
                  in(none), task, ReportHead.read(in(none)), new ByteArrayOutputStream()))
          .isEqualTo(-1);
    }
  }
}
