package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.sandbox.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code sync-profiles-stream}: from events to single updates and to the account. */
class ProfilesStreamRouteTest extends ProfilesStreamTest {

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    settings.setProperty("sync.profiles-stream.window", "1s");
    settings.setProperty("sync.profiles-stream.window-events", "50");
    settings.setProperty("error.run.pause", "1000");
  }

  @Test
  void eventsOfOneProfileAreOneUpdateInWhichLaterValuesWin() {
    known("m1", "m2");
    int looks = view().calls(LOOK);

    send(
        event("m1", "a", "first", "b", "stays"),
        event("m2", "a", "other"),
        event("m1", "a", "second", "b", ""),
        event("m1", "a", "third", "c", "5"));
    untilSent();

    assertThat(view().calls(UPDATE)).isEqualTo(2);
    assertThat(view().calls(LOOK) - looks).isEqualTo(2);
    assertThat(attribute("m1", "a")).isEqualTo("third");
    assertThat(attribute("m1", "b")).isEqualTo("stays");
    assertThat(attribute("m1", "deep.c")).isEqualTo("5");
    assertThat(attribute("m2", "a")).isEqualTo("other");
    assertThat(account(report())).isEqualTo("4 read, 4 accepted, 2 merged");
    assertThat(log.complaints()).isEmpty();
  }

  @Test
  void soManyEventsEndAWindowEarly() {
    known("w1");
    IntStream.range(0, 100).forEach(i -> send(event("w1", "a", "v" + i)));
    untilSent();

    assertThat(view().calls(UPDATE)).isGreaterThanOrEqualTo(2);
    assertThat(attribute("w1", "a")).isEqualTo("v99");
  }

  @Test
  void aFileIsTakenRecordByRecordAndBadOnesAreRejectedWithTheirPlace() {
    known("f1", "f2");

    drop(
        "events.jsonl",
        event("f1", "a", "1"),
        "{\"id\":\"f2\",\"a\":\"broken",
        event("f2", "a", "2"),
        event("f1", "a", "3", "skip", "yes"),
        event("f+3", "a", "4"),
        event("f1"),
        event("", "a", "5"));
    until(() -> files("done/profiles-stream").size() == 1);
    untilSent();

    JsonNode report = report();
    assertThat(account(report)).isEqualTo("7 read, 2 accepted, 4 rejected, 1 skipped");
    Path rejects = Path.of(report.path("rejects").asText());
    String run = files("done/profiles-stream").get(0).getFileName().toString();
    assertThat(read(rejects).lines()).first().isEqualTo("source,line,column,reason,text");
    assertThat(read(rejects).lines().filter(line -> line.startsWith(run + ",")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith(run + ",2,,"),
            line -> assertThat(line).startsWith(run + ",5,,\"the key has a '+' or a '/'"),
            line -> assertThat(line).startsWith(run + ",6,,the record has no value for any"),
            line -> assertThat(line).startsWith(run + ",7,id,the record has no key,"));
    assertPrivate(rejects);
    assertThat(attribute("f1", "a")).isEqualTo("1");
    assertThat(attribute("f2", "a")).isEqualTo("2");
  }

  private static void assertPrivate(Path file) {
    try {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFileOfCsvIsAFileOfEventsToo() {
    known("c1");
    drop("events.csv", "id,a,b,c,skip", "c1,x,,,");
    until(() -> files("done/profiles-stream").size() == 1);
    untilSent();

    assertThat(attribute("c1", "a")).isEqualTo("x");
  }

  @Test
  void ofAFileThatIsRefusedNothingIsSent() {
    known("r1");
    drop("events.json", "[" + event("r1", "a", "1") + ",", event("r1", "a", "2") + "]]");
    until(() -> files("failed/profiles-stream").size() == 3);

    assertThat(stored("updates", "true")).isZero();
    assertThat(view().calls(UPDATE)).isZero();
    assertThat(log.complaints()).singleElement().asString().contains("is refused");
  }

  @Test
  void aPoisonedMessageIsRejectedAndNothingWaitsBehindIt() {
    known("p1");
    send("{\"id\":");
    send(new byte[] {'{', (byte) 0xFF, '}'});
    send((Object) null);
    send(List.of(1));
    send(event("p1", "a", "after"));
    untilSent();

    assertThat(attribute("p1", "a")).isEqualTo("after");
    JsonNode report = report();
    assertThat(account(report)).isEqualTo("5 read, 1 accepted, 4 rejected");
    assertThat(read(Path.of(report.path("rejects").asText())))
        .contains("message,1,,the text is not UTF-8,{\\xFF}")
        .contains("message,1,,the message is no text,");
  }

  @Test
  void anUpdateThatTargetRefusesIsADeadLetterThatCanBeSentAgain() {
    known("d1");
    sandbox.faults().add(Fault.status(400).matching("/profile/update$"));
    send(event("d1", "a", "kept"));
    untilSent();

    JsonNode report = report();
    assertThat(account(report)).isEqualTo("1 read, 1 deadLettered");
    assertThat(report.path("deadLetters")).hasSize(1);
    Path letter = Path.of(report.at("/deadLetters/0").asText());
    Path unit = Path.of(letter.toString().replace(".json", ".unit"));
    assertThat(read(unit)).isEqualTo("mbox3rdPartyId=d1&profile.a=kept");

    put("dead-letter/replay", unit.getFileName().toString(), read(unit));
    put("dead-letter/replay", letter.getFileName().toString(), read(letter));
    until(() -> attribute("d1", "a").equals("kept"));
  }

  @Test
  void anAnswerThatDoesNotSaySubmittedIsARefusal() {
    known("s1");
    sandbox
        .faults()
        .add(Fault.status(200).saying("", "Request is being considered").matching("/update$"));
    send(event("s1", "a", "1"));
    untilSent();

    assertThat(account(report())).isEqualTo("1 read, 1 deadLettered");
    assertThat(log.complaints())
        .singleElement()
        .asString()
        .contains("does not say that it took the update");
  }

  @Test
  void whatIsOutOfReachIsSentWhenItIsBackAndLaterValuesAreNotOvertaken() {
    known("o1");
    sandbox.faults().add(Fault.status(403).matching("/profile/update$"));
    send(event("o1", "a", "early", "b", "kept"));
    until(() -> log.all().stream().anyMatch(line -> line.contains("goes on after")));
    send(event("o1", "a", "late"));
    untilSent();

    assertThat(attribute("o1", "a")).isEqualTo("late");
    assertThat(attribute("o1", "b")).isEqualTo("kept");
    assertThat(view().calls(UPDATE)).isEqualTo(2);
    assertThat(account(report())).isEqualTo("2 read, 2 accepted, 1 merged");
  }

  @Test
  void anUpdateGoesOutOnceMoreAfterA500() {
    known("e1");
    sandbox.faults().add(Fault.status(500).matching("/profile/update$").times(2));
    send(event("e1", "a", "1"));
    untilSent();

    assertThat(view().calls(UPDATE)).isEqualTo(3);
    assertThat(account(report())).isEqualTo("1 read, 1 accepted");
  }

  @Test
  void moreThanOneCallCarriesIsRejectedAndWhatWaitedIsSent() {
    known("l1");
    send(
        event("l1", "a", "x".repeat(40_000)),
        event("l1", "b", "y".repeat(40_000)),
        event("l1", "b", "é".repeat(20_000)));
    untilSent();

    assertThat(attribute("l1", "a")).hasSize(40_000);
    assertThat(attribute("l1", "b")).isEmpty();
    assertThat(account(report())).isEqualTo("3 read, 1 accepted, 2 rejected");
  }

  @Test
  void whateverAnIdOrAValueHoldsArrivesAsItIs() {
    String[] texts = {
      "a&b=c",
      "50 %",
      "%41",
      "x#y",
      "?",
      ";",
      "'\"",
      "<b>",
      "\\",
      "ü",
      "漢字",
      "😀",
      "e\u0301",
      "\u202Eevil",
      "a b",
      "profile.a=1&profile.b=2",
      "{{data.dir}}",
      "${body}",
      "~*-._",
      "null"
    };
    String[] ids = Stream.of(texts).map(text -> "id " + text).toArray(String[]::new);
    known(ids);

    for (int i = 0; i < ids.length; i++) {
      send(event(ids[i], "a", texts[i] + "+/\n\t" + texts[i]));
    }
    untilSent();

    for (int i = 0; i < ids.length; i++) {
      assertThat(attribute(ids[i], "a")).isEqualTo(texts[i] + "+/\n\t" + texts[i]);
    }
    assertThat(account(report())).isEqualTo("20 read, 20 accepted");
  }
}
