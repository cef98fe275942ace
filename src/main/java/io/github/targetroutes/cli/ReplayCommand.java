package io.github.targetroutes.cli;

import io.github.targetroutes.Settings;
import io.github.targetroutes.error.DeadLetters;
import io.github.targetroutes.error.DeadLetters.Letter;
import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.sync.StateInUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts dead letters through again, and rejected records that were corrected. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    exitCodeList = {
      "0: all went through",
      "1: some failed again or can't be put through",
      "2: bad usage or configuration",
      "3: the credentials are refused",
      "4: Target or IMS can't be reached"
    },
    description = "Puts dead letters through again, and rejected records that were corrected.")
public final class ReplayCommand implements Callable<Integer> {

  /** Milliseconds. */
  private static final long LOOK_EVERY = 200;

  @Mixin private Profiles profiles;
  @Mixin private Output output;
  @Mixin private LetterFilter filter;

  @ArgGroup private How how = new How();

  /** One of them, or none: then all that the filters leave is put through. */
  static final class How {
    @Option(names = "--list", description = "Show the dead letters that wait, and do nothing.")
    private boolean list;

    @Option(names = "--dry-run", description = "Show what would be put through, and do nothing.")
    private boolean dryRun;

    @Option(
        names = "--rejects",
        paramLabel = "FILE",
        description =
            "Make a new input of a file of rejects whose column \"text\" was corrected, with the"
                + " header of the input that they came from, and put it into the inbox.")
    private Path rejects;
  }

  @Override
  public Integer call() throws Exception {
    try (Settings settings = new Settings(profiles.names())) {
      if (how.rejects != null) {
        RejectsInbox.Put put = new RejectsInbox(settings).put(how.rejects);
        output.print(put, put.toString());
        return 0;
      }
      DeadLetters letters = new DeadLetters(Path.of(settings.value("error.dead-letter-dir")));
      List<Letter> chosen = letters.waiting().stream().filter(filter::takes).toList();
      if (how.list || how.dryRun || chosen.isEmpty()) {
        print(chosen);
        return 0;
      }
      return replay(letters, chosen, settings);
    }
  }

  private void print(List<Letter> chosen) {
    if (chosen.isEmpty()) {
      output.print(List.of(), "No dead letter waits" + (filter.isSet() ? " that fits" : ""));
      return;
    }
    List<String> lines = new ArrayList<>(chosen.stream().map(LetterText::of).toList());
    lines.add(chosen.size() + (how.dryRun ? " would be put through" : " in all"));
    output.print(
        chosen.stream().map(LetterText::json).toList(), String.join(System.lineSeparator(), lines));
  }

  private int replay(DeadLetters letters, List<Letter> chosen, Settings settings) throws Exception {
    Optional<Exception> fault = Optional.empty();
    if (isInUse(settings)) {
      output.note("A program runs on this data folder; it puts them through");
      handOver(letters, chosen);
      await(letters, chosen, null);
    } else {
      try (Session session =
          new Session(profiles, "auth/*", "target/*", "sync/*", "error/*", "ops/run-report")) {
        handOver(letters, chosen);
        await(letters, chosen, session);
        fault = session.bean("faultLog", FaultLog.class).last();
      }
      takeBack(letters, chosen);
    }
    int exitCode = tell(letters, chosen);
    if (fault.isPresent()) {
      throw fault.get();
    }
    return exitCode;
  }

  private static boolean isInUse(Settings settings) {
    return StateInUse.at(
        settings.value("sync.state.url"),
        settings.value("sync.state.user"),
        settings.value("sync.state.password"));
  }

  private static void handOver(DeadLetters letters, List<Letter> chosen) throws IOException {
    for (Letter letter : chosen) {
      letters.replay(letter);
    }
  }

  /** What was not put through goes back, so that no later run does it unseen. */
  private static void takeBack(DeadLetters letters, List<Letter> chosen) throws IOException {
    for (Letter letter : chosen) {
      if (letters.end(letter).isEmpty()) {
        letters.takeBack(letter);
      }
    }
  }

  private static void await(DeadLetters letters, List<Letter> chosen, Session session)
      throws InterruptedException {
    while (chosen.stream().anyMatch(letter -> letters.end(letter).isEmpty())) {
      if (session != null && session.bean("faultLog", FaultLog.class).last().isPresent()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY);
    }
  }

  /** One line a letter; gives the exit code. */
  private int tell(DeadLetters letters, List<Letter> chosen) {
    List<Replayed> replayed = chosen.stream().map(letter -> Replayed.of(letters, letter)).toList();
    long through = replayed.stream().filter(Replayed::wentThrough).count();
    List<String> lines = new ArrayList<>(replayed.stream().map(Replayed::line).toList());
    lines.add("%d of %d went through".formatted(through, replayed.size()));
    output.print(replayed, String.join(System.lineSeparator(), lines));
    return through == replayed.size() ? 0 : 1;
  }
}
