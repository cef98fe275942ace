package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As {@link BulkFlow}, and each batch loses a row however often it is sent. */
final class DeadBatchesFlow extends BulkFlow {

  @Override
  Map<String, String> settings() {
    Map<String, String> settings = super.settings();
    settings.put("sync.state.attempts", "2");
    return settings;
  }

  @Override
  void prepare(OuterSandbox sandbox) {
    sandbox.faults(
        """
        {"kind": "partial", "failed": 1, "path": "/m2/sandboxclient/v2/profile/batchUpdate",
         "times": "forever"}
        """);
  }

  /** It is there in {@link BulkFlow}. */
  @Override
  Optional<String> taking() {
    return Optional.empty();
  }

  @Override
  List<List<String>> kills() {
    String settle = "sync-profiles-bulk-follow: bean checkpoint.settle";
    return List.of(
        List.of("after " + settle, "before " + settle + " (5)"),
        List.of("after error-dead-letter: to error-dead-letter-unit"),
        List.of(
            "after sync-profiles-bulk-follow: to direct:error-dead-letter (2)",
            "after sync-profiles-bulk-follow: to direct:error-dead-letter"));
  }
}
