package io.github.targetroutes.sync.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.MutableClock;
import io.github.targetroutes.sync.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DailyCeilingTest {

  private static final int LIMIT = 20;

  @TempDir Path folder;

  private final MutableClock clock = new MutableClock("2026-11-25T10:00:30Z");

  private DailyCeiling ceiling(Database database) {
    DailyCeiling ceiling = new DailyCeiling();
    ceiling.setDataSource(database.in(folder));
    ceiling.setUpdatesPerDay(LIMIT);
    ceiling.setClock(clock);
    ceiling.start();
    return ceiling;
  }

  @ParameterizedTest
  @EnumSource
  void atTheLimitTheTimeThatIsLeftIsTold(Database database) {
    DailyCeiling ceiling = ceiling(database);
    for (int i = 0; i < LIMIT; i++) {
      assertThat(ceiling.tryTake()).isEmpty();
    }

    assertThat(ceiling.tryTake()).contains(Duration.ofHours(24).plusSeconds(30));
    assertThat(ceiling(database).tryTake()).as("after a restart").isPresent();
    clock.advance(Duration.ofHours(24).plusSeconds(29));
    assertThat(ceiling.tryTake()).contains(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    assertThat(ceiling.tryTake()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPlanTellsWhatTheLimitLeaves(Database database) {
    DailyCeiling ceiling = ceiling(database);
    assertThat(ceiling.plan(LIMIT, 10).left()).isEqualTo(LIMIT);
    for (int i = 0; i < 5; i++) {
      assertThat(ceiling.tryTake()).isEmpty();
    }

    assertThat(ceiling.plan(15, 10).reachesLimit()).isFalse();
    assertThat(ceiling.plan(16, 10).reachesLimit()).isTrue();
    assertThat(ceiling.plan(16, 10).left()).isEqualTo(15);
    clock.advance(Duration.ofHours(25));
    assertThat(ceiling.plan(16, 10).left()).isEqualTo(LIMIT);
  }

  @Test
  void no24HoursEverSeeMore() {
    DailyCeiling ceiling = ceiling(Database.H2);
    Random random = new Random(1);
    List<Instant> sent = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      clock.advance(Duration.ofSeconds(random.nextInt(4000)));
      if (ceiling.tryTake().isEmpty()) {
        sent.add(clock.instant());
      }
    }

    assertThat(sent).hasSizeGreaterThan(LIMIT * 10);
    for (int i = LIMIT; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - LIMIT), sent.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofHours(24));
    }
  }
}
