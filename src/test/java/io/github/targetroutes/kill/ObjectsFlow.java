package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.WorkFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Objects of one kind, of which Target has three: one is to be changed, one to be deleted, and one
 * is somebody else's. Six are to be created, of which Target refuses one and the program another.
 */
abstract class ObjectsFlow extends KilledFlow {

  private static final String CALL = "sync-objects: to direct:target-batch";

  ObjectsFlow(String name) {
    super(name);
  }

  /** The field that holds the key. */
  abstract String key();

  /** What there is in Target before, beside what another client has: made in the order given. */
  abstract void make(OuterSandbox sandbox, String key);

  /** A record of the source. */
  abstract String record(String key, int version);

  /** Records that are rejected: by Target, and by the program before anything is sent. */
  abstract List<String> bad();

  @Override
  final Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("sync." + name() + ".source", Inbox.of(name()));
    settings.put("sync." + name() + ".mapping", "file:config/kill-" + name() + ".yaml");
    settings.put("sync." + name() + ".max-operations", "4");
    settings.put("adobe.target.page-size", "2");
    return settings;
  }

  @Override
  final void prepare(OuterSandbox sandbox) {
    make(sandbox, "old");
    make(sandbox, "gone");
    make(sandbox, "other");
  }

  @Override
  final void give(WorkFolder home) {
    home.write(
        "config/kill-" + name() + ".yaml",
        """
        key: {column: %s}
        delete: {column: gone, equals: "true"}
        whole: true
        without: [gone]
        """
            .formatted(key()));
    home.write(
        "data/inbox/" + name() + "/" + name() + ".jsonl",
        String.join(
                "\n",
                record("new1", 1),
                record("old", 2),
                record("new2", 1),
                record("new3", 1),
                bad().get(0),
                record("new4", 1),
                bad().get(1),
                record("new5", 1),
                "{\"%s\": \"gone\", \"gone\": true}".formatted(key()))
            + "\n");
  }

  @Override
  final List<String> kinds() {
    return List.of(name());
  }

  @Override
  Optional<String> taking() {
    return Optional.of(WORK_FOLDER);
  }

  @Override
  List<List<String>> kills() {
    return List.of(
        List.of(
            "after sync-objects-list: to direct:target-page",
            "before sync-run-list: bean ledger.listed"),
        List.of("after sync.change.Changes.add"),
        List.of("after sync-%s-plan: bean %s.plan".formatted(name(), planning())),
        List.of("after sync-objects: bean changes.sending"),
        List.of("after target-batch-attempt: to direct:target-call"),
        List.of("after " + CALL, "after " + CALL),
        List.of("after " + CALL + " (2)", "before sync-run-send: bean changes.settleDoubts"),
        List.of("before sync.change.Ledger.took (2)"),
        List.of("after " + CALL, "after sync-run-list: toD direct:sync-${variable.sync.flow}-list"),
        List.of("after sync-objects: bean objectOutcomes.note"),
        List.of("after ops-run-report-file: to ops-run-report-file-write"),
        List.of("before sync-run-account: bean checkpoint.accounted"),
        List.of("after sync-run: to direct:sync-run-account"));
  }

  private String planning() {
    return name().replaceFirst("s$", "").replaceFirst("ie$", "y") + "Planning";
  }
}
