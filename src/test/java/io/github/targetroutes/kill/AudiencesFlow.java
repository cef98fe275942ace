package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import java.util.List;

/** Audiences, whose names Target allows once. */
final class AudiencesFlow extends ObjectsFlow {

  AudiencesFlow() {
    super("audiences");
  }

  @Override
  String key() {
    return "name";
  }

  @Override
  void make(OuterSandbox sandbox, String key) {
    sandbox.create("audiences", 3, record(key, 1));
  }

  @Override
  String record(String key, int version) {
    return "{\"name\": \"%s\", \"targetRule\": {\"and\": [{\"profile\": \"level\", \"equals\": [\"%d\"]}]}}"
        .formatted(key, version);
  }

  @Override
  List<String> bad() {
    return List.of(
        "{\"name\": \"bad\", \"audienceRule\": {\"restRuleOperator\": \"NAND\", \"x\": 1}}",
        "{\"name\": \"empty\"}");
  }

  @Override
  String worst() {
    return "after sync-audiences-list: to direct:sync-objects-list";
  }
}
