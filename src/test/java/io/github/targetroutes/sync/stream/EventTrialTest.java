package io.github.targetroutes.sync.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.sync.input.Reject;
import io.github.targetroutes.sync.input.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTrialTest {

  private static PlannedEvents planned(long maxWaiting, String... ids) {
    EventTrial trial = new EventTrial(maxWaiting);
    Intake intake = new Intake(new Chunk("file", 1, List.of()));
    for (String id : ids) {
      SourceRecord record = SourceRecord.parse("{}");
      intake.add(
          record,
          new UpdateRules()
              .of(id, Map.of("a", "b"), 1, Instant.EPOCH, Update.State.OPEN, Instant.EPOCH, 1));
    }
    intake.reject(new Reject(1, "", "bad", ""));
    intake.skip();
    trial.add(intake);
    return trial.planned();
  }

  @Test
  void eventsOfAProfileGoOutTogetherWhileTheyWait() {
    PlannedEvents planned = planned(10, "a", "b", "a", "c", "a");

    assertThat(planned.updates()).isEqualTo(3);
    assertThat(planned.merged()).isEqualTo(2);
    assertThat(planned.read()).isEqualTo(7);
  }

  @Test
  void whereTooManyWaitTheOldestHasGoneOutWhenItsNextEventComes() {
    assertThat(planned(2, "a", "b", "c", "a").updates()).isEqualTo(4);
    assertThat(planned(3, "a", "b", "c", "a").updates()).isEqualTo(3);
  }

  @Test
  void fewRejectsAreKeptAndAllAreCounted() {
    EventTrial trial = new EventTrial(1);
    Intake intake = new Intake(new Chunk("file", 1, List.of()));
    for (int line = 1; line <= 10; line++) {
      intake.reject(new Reject(line, "", "bad", ""));
    }
    trial.add(intake);
    trial.add(intake);

    assertThat(trial.planned().rejected()).isEqualTo(20);
    assertThat(trial.planned().first()).extracting(Reject::line).containsExactly(1L, 2L, 3L);
  }
}
