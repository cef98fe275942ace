package io.github.targetroutes.export;

import static io.github.targetroutes.sync.StateStore.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * Reports of activities: one call for each activity and period, into one file for each report and
 * period. How far a file has got is noted behind every call.
 */
public final class Reports {

  private static final String FLOW = "reports";

  /** Types of activities of which the Admin API gives reports (admin-api, getReportById). */
  private static final Set<String> REPORTED = Set.of("ab", "xt", "abt");

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportSettings settings;
  private ExportRuns runs;
  private ExportStore store;
  private ExportFolder folder;
  private ReportTable table;

  /** An activity that reports are asked of, by its number among them. */
  private record Activity(long number, String id, String type) {}

  /**
   * Begins an export, or goes on with the one that the variable {@code export.run} names, or with
   * one that was interrupted and was asked for the same.
   *
   * @throws io.github.targetroutes.ConfigurationException where what is asked for is no report
   */
  public void begin(Exchange exchange) throws IOException {
    if (exchange.getVariable("export.run") != null) {
      return;
    }
    String asked = settings.request(exchange).text();
    if (exchange.getVariable("export.anew", false, Boolean.class)) {
      runs.forget(FLOW, asked);
    }
    exchange.setVariable("export.run", runs.begin(FLOW, asked));
  }

  /** Sets the variables by which {@code target-page} lists the activities that may be meant. */
  public void ask(Exchange exchange) {
    String run = run(exchange);
    store.get().update("delete from export_activities where run = ?", run);
    ReportRequest request = request(run);
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("sortBy", "id");
    if (request.activities().isEmpty()) {
      query.put("state", "approved");
      query.put("type", request.types());
    } else {
      query.put("id", request.activities());
    }
    exchange.setVariable("target.operation", "list-activities");
    exchange.setVariable("target.path", Map.of());
    exchange.setVariable("target.query", query);
    exchange.setVariable("target.offset", 0);
  }

  /** Notes the activities of a page that are meant: Target may pass over the query. */
  public void choose(Exchange exchange) throws IOException {
    String run = run(exchange);
    ReportRequest request = request(run);
    long[] number = {count(run)};
    Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
    List<Activity> chosen = new ArrayList<>();
    while (records.hasNext()) {
      JsonNode activity = JSON.readTree(records.next().toString());
      String id = activity.path("id").asText();
      String type = activity.path("type").asText();
      if (request.wants(id, type, activity.path("state").asText())) {
        chosen.add(new Activity(++number[0], id, type));
      }
    }
    note(run, chosen);
  }

  private void note(String run, List<Activity> activities) {
    runs.together(
        connection -> {
          for (Activity activity : activities) {
            update(
                connection,
                "insert into export_activities (run, number, activity, type) values (?, ?, ?, ?)",
                run,
                activity.number(),
                activity.id(),
                activity.type());
          }
        });
  }

  private long count(String run) {
    return store
        .get()
        .query(row -> row.getLong(1), "select count(*) from export_activities where run = ?", run)
        .get(0);
  }

  /** Notes the files that are to be made. */
  public void plan(String run) {
    ReportRequest request = request(run);
    List<Activity> unknown = new ArrayList<>();
    for (String id : request.activities()) {
      if (activities(run, "activity = ?", id).isEmpty()) {
        unknown.add(new Activity(count(run) + unknown.size() + 1, id, ""));
      }
    }
    note(run, unknown);
    List<ExportFile> files =
        request.files(run).stream()
            .filter(file -> !request.missing() || !isGiven(file, request.content()))
            .toList();
    runs.together(connection -> runs.plan(connection, files));
  }

  private boolean isGiven(ExportFile file, String content) {
    return runs.askedFor(file.name()).stream()
        .anyMatch(asked -> ReportRequest.parse(asked).content().equals(content));
  }

  /**
   * Sets the variables of the next call for a file, and {@code export.task}; none where the file
   * has all its reports.
   */
  public void next(Exchange exchange) throws IOException {
    ExportFile file = begun(runs.now(exchange.getVariable("export.file", ExportFile.class)));
    exchange.removeVariable("export.task");
    for (Activity activity : activities(file.run(), "number > ?", file.place())) {
      ReportTask task = ReportTask.of(file, activity.id(), activity.type());
      if (REPORTED.contains(activity.type())) {
        ask(exchange, task);
        return;
      }
      refused(
          task,
          activity.type().isEmpty()
              ? "Target has no activity " + activity.id()
              : "Activity %s is of type %s, of which Target gives no reports"
                  .formatted(activity.id(), activity.type()));
      file = runs.now(file);
    }
  }

  private List<Activity> activities(String run, String condition, Object value) {
    return store
        .get()
        .query(
            row ->
                new Activity(
                    row.getLong("number"), row.getString("activity"), row.getString("type")),
            "select * from export_activities where run = ? and "
                + condition
                + " order by number fetch first 100 rows only",
            run,
            value);
  }

  private void ask(Exchange exchange, ReportTask task) {
    ReportRequest request = request(task.file().run());
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("reportInterval", task.period().interval(request.zoneId()));
    if (!request.environment().isEmpty()) {
      query.put("environmentId", request.environment());
    }
    exchange.setVariable("export.task", task);
    exchange.setVariable(
        "target.operation", "get-%s-%s-report".formatted(task.type(), task.kind().label()));
    exchange.setVariable("target.path", Map.of("id", task.activity()));
    exchange.setVariable("target.query", query);
    exchange.getMessage().setBody(null);
  }

  /** The file with its header, where it is a table. */
  private ExportFile begun(ExportFile file) throws IOException {
    if (file.bytes() > 0) {
      return file;
    }
    try (ExportFolder.Growing growing = folder.grow(file)) {
      growing.out().write(ReportLines.of(file).header(ReportTask.kind(file)));
      ExportFile begun = file.grown(growing.force(), 0, 0, file.place());
      runs.together(connection -> runs.grown(connection, begun));
      return begun;
    }
  }

  /** Writes the report that Target gave for {@code export.task}. */
  public void write(Exchange exchange) throws IOException {
    ReportTask task = exchange.getVariable("export.task", ReportTask.class);
    ExportFile file = runs.now(task.file());
    ReportHead head = ReportHead.read(body(exchange));
    ReportLines lines = ReportLines.of(file);
    try (ExportFolder.Growing growing = folder.grow(file)) {
      long rows = lines.write(body(exchange), task, head, growing.out());
      if (rows < 0) {
        refused(task, "Target's report has no numbers; look at it with target-routes call");
        return;
      }
      if (table.isWanted()) {
        table.replace(task, use -> ReportRows.forEach(body(exchange), task, head, use));
      }
      ExportFile grown = file.grown(growing.force(), file.records() + rows, 0, file.place() + 1);
      runs.together(connection -> runs.grown(connection, grown));
    }
  }

  /** From its beginning, however often it is read. */
  private static InputStream body(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof StreamCache cache) {
      cache.reset();
    }
    InputStream body = exchange.getMessage().getBody(InputStream.class);
    return body == null ? InputStream.nullInputStream() : body;
  }

  /** Target does not give the report: it is left out, and the others go on. */
  public void refused(ReportTask task, String reason) {
    ExportFile file = runs.now(task.file());
    runs.together(
        connection -> {
          runs.refuse(connection, file, task.label(), reason);
          runs.grown(connection, file.grown(file.bytes(), file.records(), 0, file.place() + 1));
        });
  }

  private ReportRequest request(String run) {
    return ReportRequest.parse(runs.asked(run));
  }

  private static String run(Exchange exchange) {
    return exchange.getVariable("export.run", String.class);
  }

  /** What is asked for where nothing else is said. */
  public void setSettings(ReportSettings settings) {
    this.settings = settings;
  }

  /** What has been done of exports. */
  public void setRuns(ExportRuns runs) {
    this.runs = runs;
  }

  /** Where the activities are kept. */
  public void setStore(ExportStore store) {
    this.store = store;
  }

  /** Where the files grow. */
  public void setFolder(ExportFolder folder) {
    this.folder = folder;
  }

  /** The database that reports go into besides the files. */
  public void setTable(ReportTable table) {
    this.table = table;
  }
}
