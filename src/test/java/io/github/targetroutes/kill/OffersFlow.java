package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import java.util.List;

/** Content offers, found again by their names alone. */
final class OffersFlow extends ObjectsFlow {

  OffersFlow() {
    super("offers");
  }

  @Override
  String key() {
    return "name";
  }

  @Override
  void make(OuterSandbox sandbox, String key) {
    sandbox.create("offers/content", 2, record(key, 1));
  }

  @Override
  String record(String key, int version) {
    return "{\"name\": \"%s\", \"content\": \"<p>%d</p>\"}".formatted(key, version);
  }

  @Override
  List<String> bad() {
    return List.of(
        "{\"name\": \"bad\", \"content\": \"<p/>\", \"workspace\": \"4711\"}",
        "{\"name\": \"empty\"}");
  }

  @Override
  String worst() {
    return "after sync-objects: to direct:target-batch";
  }
}
