package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.WorkFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Events of ten profiles, of which Target does not know one; one event has no key, one is not
 * wanted, and one is too large for Target.
 */
final class StreamFlow extends KilledFlow {

  private static final int EVENTS = 230;
  private static final int PROFILES = 10;

  StreamFlow() {
    super("profiles-stream");
  }

  @Override
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    String flow = "sync.profiles-stream.";
    settings.put(flow + "source", Inbox.of("profiles-stream"));
    settings.put(flow + "mapping", "file:config/kill-stream.yaml");
    settings.put(flow + "window", "300ms");
    settings.put(flow + "look-every", "50");
    settings.put(flow + "updates-per-second", "1000");
    settings.put(flow + "senders", "2");
    settings.put(flow + "max-bytes", "200000");
    // So that the source waits.
    settings.put(flow + "max-waiting", "9");
    return settings;
  }

  @Override
  void prepare(OuterSandbox sandbox) {
    String known =
        IntStream.rangeClosed(0, PROFILES)
            .filter(n -> n != 3)
            .mapToObj(n -> "s" + n + ",yes\n")
            .collect(Collectors.joining("", "batch=thirdPartyId,known\n", ""));
    sandbox.post("/m2/sandboxclient/v2/profile/batchUpdate", known);
    sandbox.untilProfiles(PROFILES);
  }

  @Override
  void give(WorkFolder home) {
    home.write(
        "config/kill-stream.yaml",
        """
        key: {column: id}
        filter: {column: type, equals: [order, login]}
        fields:
          - {name: lastOrder, column: order}
          - {name: text, column: text}
        """);
    String events =
        IntStream.range(0, EVENTS).mapToObj(StreamFlow::event).collect(Collectors.joining("\n"));
    home.write("data/inbox/profiles-stream/events.jsonl", events + "\n");
  }

  private static String event(int n) {
    return switch (n) {
      case 50 -> "{\"type\": \"order\", \"order\": 50}";
      case 51 -> "{\"type\": \"other\", \"id\": \"s1\", \"order\": 51}";
      case 52 ->
          "{\"type\": \"order\", \"id\": \"s%d\", \"text\": \"%s\"}"
              .formatted(PROFILES, "x".repeat(70_000));
      default -> "{\"type\": \"order\", \"id\": \"s%d\", \"order\": %d}".formatted(n % PROFILES, n);
    };
  }

  @Override
  List<String> kinds() {
    return List.of("profiles");
  }

  /** What waits for its profile. */
  @Override
  String state() {
    return "select id, state, events, attributes from updates";
  }

  /** Each time that the program ends, a period of it does. */
  @Override
  boolean hasOneAccount() {
    return false;
  }

  @Override
  Optional<String> taking() {
    return Optional.of(WORK_FOLDER);
  }

  @Override
  List<List<String>> kills() {
    String take = "sync-profiles-stream-accept: bean updates.take";
    String post = "sync-profiles-stream-post: to direct:target-call";
    return List.of(
        List.of("before " + take + " (2)"),
        List.of("before sync-profiles-stream-accept: delay"),
        List.of("after sync.stream.DailyRejects.add", "after sync.stream.DailyRejects.add"),
        List.of("after " + take + " (2)", "after " + take),
        List.of("before sync-profiles-stream-file: to sync-profiles-stream-file-put-away"),
        List.of("after sync-profiles-stream-file: to sync-profiles-stream-file-put-away"),
        List.of("before sync-profiles-stream-post: bean dailyCeiling.take"),
        List.of("after " + post + " (3)", "after " + post),
        List.of("after sync-profiles-stream-update: bean updates.sent (2)"),
        List.of("after sync-profiles-stream-update: bean updates.park"),
        List.of("after error-dead-letter: to error-dead-letter-unit"),
        List.of("before sync-profiles-stream-update: bean updates.dead"),
        List.of("before sync-profiles-stream-report: to direct:ops-run-report"),
        List.of("before sync-profiles-stream-report: bean streamAccount.reported"));
  }

  @Override
  String worst() {
    return "after sync-profiles-stream-post: to direct:target-call (3)";
  }
}
