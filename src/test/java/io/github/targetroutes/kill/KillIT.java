package io.github.targetroutes.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.whole.OuterSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One program works on all flows, and is killed in each of them, each time while it has others in
 * hand. {@link KillMatrix} kills them at all their moments.
 */
class KillIT {

  /** Exports first: what they export is nothing that the others change. */
  private static final List<KilledFlow> FLOWS =
      List.of(
          new InventoryFlow(),
          new ReportsFlow(),
          new BulkFlow(),
          new StreamFlow(),
          new EntitiesFlow(),
          new OffersFlow(),
          new AudiencesFlow(),
          new ActivitiesFlow());

  @TempDir Path folder;

  @Test
  void killedInEveryFlowNothingIsLostAndNothingIsThereTwice() {
    try (OuterSandbox sandbox = KilledProgram.sandbox(folder)) {
      KilledProgram undisturbed = new KilledProgram(FLOWS, folder, sandbox);
      FLOWS.forEach(undisturbed::give);
      undisturbed.end();
      FLOWS.stream().filter(KilledFlow::isExport).forEach(undisturbed::run);
      Outcome outcome = undisturbed.outcome();

      KilledProgram killed = new KilledProgram(FLOWS, folder, sandbox);
      for (KilledFlow flow : FLOWS) {
        killed.give(flow);
        killed.kill(flow, flow.worst());
      }
      killed.end();

      assertThat(killed.outcome()).isEqualTo(outcome);
    }
  }
}
