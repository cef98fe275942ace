package io.github.targetroutes.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through bulk uploads one after the other, row by row, on its own thread. An upload that was
 * not finished when the sandbox stopped is begun anew at the next start: rows are upserts, and the
 * counts of a batch are written once, when it is finished.
 */
final class BatchProcessor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchProcessor.class);

  /** Begins the name of an upload that is still arriving. */
  static final String INCOMING = "incoming-";

  private final SandboxState state;
  private final ProfileStore profiles;
  private final Clock clock;
  private final MVMap<String, String> batches;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "sandbox-batches");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean stop;

  BatchProcessor(SandboxState state, ProfileStore profiles, Clock clock) {
    this.state = state;
    this.profiles = profiles;
    this.clock = clock;
    this.batches = state.texts("batches");
    resume();
  }

  private void resume() {
    List<String> waiting =
        batches.values().stream()
            .map(json -> Json.read(json, Batch.class))
            .filter(batch -> !batch.processed())
            .map(Batch::id)
            .sorted(java.util.Comparator.comparingLong(BatchProcessor::sequence))
            .toList();
    try (Stream<Path> files = Files.list(state.uploads())) {
      files
          .filter(file -> !waiting.contains(file.getFileName().toString()))
          .forEach(BatchProcessor::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    waiting.forEach(id -> worker.execute(() -> process(id)));
  }

  /** Ids end in a sequence number. */
  private static long sequence(String id) {
    return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
  }

  /** Takes over an upload; from here on it survives a restart. */
  void submit(Batch batch, Path upload) throws IOException {
    Files.move(upload, file(batch.id()));
    batches.put(batch.id(), Json.text(batch));
    state.commit();
    worker.execute(() -> process(batch.id()));
  }

  private Path file(String id) {
    return state.uploads().resolve(id);
  }

  Optional<Batch> find(String id) {
    return Optional.ofNullable(batches.get(id)).map(json -> Json.read(json, Batch.class));
  }

  /** All batches, in the order of their submission. */
  List<Batch> all() {
    return batches.values().stream()
        .map(json -> Json.read(json, Batch.class))
        .sorted(java.util.Comparator.comparingLong(batch -> sequence(batch.id())))
        .toList();
  }

  private void process(String id) {
    Batch batch = find(id).orElse(null);
    if (stop || batch == null || batch.processed()) {
      return;
    }
    try {
      Batch done = batch.stuck() ? batch.done(new BatchCounts()) : applied(batch);
      if (done != null) {
        batches.put(id, Json.text(done));
        state.commit();
        delete(file(id));
      }
    } catch (IOException | BatchFile.Refused | RuntimeException e) {
      LOG.warn("Batch {} can't be processed and stays incomplete: {}", id, e.toString());
    }
  }

  /** The batch with its counts, or null when the sandbox stops meanwhile. */
  private Batch applied(Batch batch) throws IOException, BatchFile.Refused {
    long run = state.next("runs");
    BatchCounts counts = new BatchCounts();
    Instant now = clock.instant();
    try (BatchFile file = BatchFile.open(file(batch.id()))) {
      RowOrder order = file.order(batch.rows());
      for (int position = 0; position < order.size(); position++) {
        if (stop) {
          return null;
        }
        int row = order.row(position);
        BatchFile.Row next = file.row(order.start(row), order.end(row));
        counts.add(applied(batch, file.key(), row, next, run, now));
      }
    }
    return batch.done(counts);
  }

  private ProfileStore.Applied applied(
      Batch batch, ProfileKey key, int row, BatchFile.Row next, long run, Instant now) {
    if (next.id() == null || row < batch.failFirst()) {
      return ProfileStore.Applied.FAILED;
    }
    if (row < batch.failFirst() + batch.missNext()) {
      return ProfileStore.Applied.NOT_FOUND;
    }
    return profiles.apply(key, next.id(), next.values(), batch.version() == 2, run, now);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("The upload {} can't be deleted: {}", file, e.getMessage());
    }
  }

  /** Forgets all batches; one that is being worked on is given up. {@code rest} runs in between. */
  void clear(Runnable rest) throws Exception {
    stop = true;
    worker
        .submit(
            () -> {
              batches.clear();
              try (Stream<Path> files = Files.list(state.uploads())) {
                files
                    .filter(file -> !file.getFileName().toString().startsWith(INCOMING))
                    .forEach(BatchProcessor::delete);
              }
              rest.run();
              stop = false;
              return null;
            })
        .get();
  }

  /** Gives up the batch at hand, to be begun anew at the next start. */
  @Override
  public void close() {
    stop = true;
    worker.shutdown();
    try {
      if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("A batch is still being processed; the sandbox closes under it.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
