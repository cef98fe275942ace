package io.github.targetroutes.kill;

import io.github.targetroutes.whole.WorkFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sixty customers in three batches, two of them in one row more, and one without a key. */
class BulkFlow extends KilledFlow {

  private static final int CUSTOMERS = 60;

  BulkFlow() {
    super("profiles-bulk");
  }

  @Override
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("sync.profiles-bulk.source", Inbox.of("profiles"));
    settings.put("sync.profiles-bulk.mapping", "file:config/kill-bulk.yaml");
    settings.put("sync.profiles-bulk.max-rows", "20");
    // So that a file is merged in parts.
    settings.put("sync.profiles-bulk.memory", "1000");
    return settings;
  }

  @Override
  void give(WorkFolder home) {
    home.write(
        "config/kill-bulk.yaml",
        """
        key: {column: id, as: thirdPartyId}
        attributes:
          - {name: city, column: city}
          - {name: level, column: level}
        """);
    String rows =
        IntStream.range(0, CUSTOMERS)
            .mapToObj(n -> "id%d,City %d,silver\n".formatted(n, n))
            .collect(Collectors.joining());
    home.write(
        "data/inbox/profiles/customers.csv",
        "id,city,level\n" + rows + ",Nowhere,gold\nid7,,gold\nid55,Other City,\n");
  }

  @Override
  List<String> kinds() {
    return List.of("profiles");
  }

  @Override
  Optional<String> taking() {
    return Optional.of(WORK_FOLDER);
  }

  @Override
  List<List<String>> kills() {
    String call = "sync-profiles-bulk-upload: to direct:target-call";
    String submitted = "sync-profiles-bulk-submit: bean checkpoint.submitted";
    return List.of(
        List.of("before sync-profiles-bulk: bean checkpoint.begin"),
        List.of("before sync.PartMerger.merge (2)", "after sync.ProfileBatches.prepare"),
        List.of("before sync-profiles-bulk-prepare: bean checkpoint.prepared"),
        List.of("after sync-profiles-bulk-prepare: bean checkpoint.prepared"),
        List.of("after sync-profiles-bulk-upload: bean profileLedger.sending (2)"),
        List.of("before " + call + " (2)"),
        List.of("after " + call + " (2)", "after " + call),
        List.of("before " + submitted + " (3)", "after " + submitted),
        List.of("before sync-profiles-bulk-ask: to direct:target-call"),
        List.of("after sync-profiles-bulk-ask: to direct:target-call (2)"),
        List.of(
            "before sync-profiles-bulk-follow: bean checkpoint.settle (2)",
            "before sync-profiles-bulk-follow: bean checkpoint.settle"),
        List.of("after sync-profiles-bulk-follow: bean profileLedger.took (2)"),
        List.of("before sync-profiles-bulk-account: to direct:ops-run-report"),
        List.of("before sync-profiles-bulk-account: bean checkpoint.accounted"),
        List.of("before sync-profiles-bulk-account: bean preparation.clear"),
        List.of("after sync-profiles-bulk: to direct:sync-profiles-bulk-account"));
  }

  @Override
  String worst() {
    return "after sync-profiles-bulk-upload: to direct:target-call (2)";
  }
}
