package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.WorkFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of eight products has an environment that Target does not know, and one can't be deleted. */
final class EntitiesFlow extends KilledFlow {

  EntitiesFlow() {
    super("entities");
  }

  @Override
  Map<String, String> settings() {
    return Map.of(
        "sync.entities.source",
        Inbox.of("entities"),
        "sync.entities.mapping",
        "file:config/kill-entities.yaml",
        "sync.entities.environment",
        "1",
        "sync.entities.max-records",
        "4");
  }

  @Override
  void prepare(OuterSandbox sandbox) {
    sandbox.faults(
        """
        {"kind": "status", "status": 400, "body": "target", "method": "DELETE",
         "path": "/sandbox/target/recs/entities", "times": "forever"}
        """);
  }

  @Override
  void give(WorkFolder home) {
    home.write(
        "config/kill-entities.yaml",
        """
        key: {column: id}
        delete: {column: gone, equals: "yes"}
        fields:
          - {name: name, column: name}
          - {name: categories, column: category, list: "|"}
          - {name: environment, column: environment}
        """);
    home.write(
        "data/inbox/entities/products.csv",
        """
        id,name,category,environment,gone
        p1,One,Shoes,,
        p2,Two,Shoes|Sale,,
        p3,Three,Shoes,999,
        p4,Four,Shoes,,
        p5,Five,Shoes,,
        p6,,Shoes,,
        p7,Seven,Hats,,
        p8,Eight,Hats,,
        p9,,,,yes
        p1,One again,Shoes,,
        """);
  }

  @Override
  List<String> kinds() {
    return List.of("entities");
  }

  @Override
  Optional<String> taking() {
    return Optional.of(WORK_FOLDER);
  }

  @Override
  List<List<String>> kills() {
    String call = "sync-entities-save: to direct:target-call";
    return List.of(
        List.of("after sync.change.Changes.add"),
        List.of("after sync-entities-plan: bean entityPlanning.plan"),
        List.of("before " + call, "before " + call + " (2)"),
        List.of("after " + call + " (2)", "after " + call),
        List.of("after sync-entities-send: bean changes.halve", "before " + call),
        List.of("before sync-entities-send: bean changes.rejected"),
        List.of("after error-dead-letter: to error-dead-letter-unit"),
        List.of(
            "before sync-entities-send: bean changes.dead",
            "before sync-entities-send: bean changes.dead"),
        List.of("after sync-run-account: bean runFiles.keepRejects"),
        List.of("before sync-run-account: bean checkpoint.accounted"),
        List.of("before sync-run-account: bean runFiles.clear"),
        List.of("after sync-run: to direct:sync-run-account"));
  }

  @Override
  String worst() {
    return "after sync-entities-send: bean changes.halve";
  }
}
