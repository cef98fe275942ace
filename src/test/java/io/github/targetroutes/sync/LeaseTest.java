package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeaseTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final List<Node> nodes = new ArrayList<>();

  private record Node(StateSource source, Lease lease, StateStore store) {

    boolean mayWork() {
      return lease.begin(null, null);
    }
  }

  private Node node(Database database, Duration time) {
    StateSource source = new StateSource();
    source.setDataSource(database.in(folder));
    source.setLease(time);
    Lease lease = new Lease();
    lease.setSource(source);
    lease.setCamelContext(context);
    lease.start();
    Node node = new Node(source, lease, new StateStore(source));
    nodes.add(node);
    return node;
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.lease().stop());
    nodes.forEach(node -> node.source().close());
  }

  @ParameterizedTest
  @EnumSource
  void oneOfTwoNodesWorksForAsLongAsItLives(Database database) {
    Node first = node(database, Duration.ofMillis(400));
    Node second = node(database, Duration.ofMillis(400));

    assertThat(first.mayWork()).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(second.mayWork()).isFalse();
      assertThat(first.mayWork()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOtherOneTakesOverAtOnceWhenItStops(Database database) {
    Node first = node(database, LONG);
    Node second = node(database, LONG);
    assertThat(first.mayWork()).isTrue();

    first.lease().stop();

    assertThat(second.mayWork()).isTrue();
  }

  /** It need not look again: its look waits for the end of the time. */
  @ParameterizedTest
  @EnumSource
  void oneLookTakesOverFromANodeThatWentSilent(Database database) throws SQLException {
    Node second = node(database, LONG);
    second
        .store()
        .free("update leases set node = 'dead', ends = current_timestamp + interval '0.5' second");

    assertThat(second.mayWork()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aNodeThatWakesUpCanChangeNothingMore(Database database) throws SQLException {
    Node frozen = node(database, LONG);
    frozen.store().open("create table if not exists things (n int)");
    assertThat(frozen.mayWork()).isTrue();
    frozen.store().update("insert into things values (1)");

    // Somebody else has taken over meanwhile.
    frozen.store().free("update leases set node = 'other'");

    assertThatThrownBy(() -> frozen.store().update("insert into things values (2)"))
        .isInstanceOf(LostLease.class);
    assertThat(frozen.store().query(row -> row.getInt(1), "select n from things"))
        .containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource
  void aProgramThatIsAloneAsksNobody(Database database) {
    Node alone = node(database, Duration.ZERO);

    assertThat(alone.mayWork()).isTrue();
    assertThatThrownBy(() -> alone.store().query(row -> 0, "select * from leases"))
        .isInstanceOf(StateFault.class);
  }
}
