package io.github.targetroutes.cli;

import io.github.targetroutes.export.ExportRuns;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells people how far an export has got, on one line that is written over. */
final class ExportProgress implements AutoCloseable {

  private static final int WIDTH = 79;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final PrintWriter err;

  private ExportProgress(PrintWriter err) {
    this.err = err;
  }

  /** Tells it every second, where it goes to a terminal. */
  static ExportProgress of(ExportRuns runs, ExportFlow flow, PrintWriter err) {
    ExportProgress progress = new ExportProgress(err);
    if (Output.isTerminal()) {
      progress.clock.scheduleAtFixedRate(
          () -> progress.tell(runs.progress(flow.name())), 1, 1, TimeUnit.SECONDS);
    }
    return progress;
  }

  private void tell(String line) {
    err.printf("\r%-" + WIDTH + "." + WIDTH + "s", line);
    err.flush();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    if (Output.isTerminal()) {
      tell("");
      err.print('\r');
      err.flush();
    }
  }
}
