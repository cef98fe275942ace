package io.github.targetroutes.sync.change;

import io.github.targetroutes.sync.Checkpoint;
import io.github.targetroutes.sync.PrivateFiles;
import io.github.targetroutes.sync.Rejects;
import io.github.targetroutes.sync.input.Reject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where the files of a run lie: its bodies and rejects while it is under way, its rejects after.
 */
public final class RunFiles {

  private static final String BODIES = "bodies.jsonl";
  private static final String REJECTS = "rejects.csv";

  private Path batches;
  private Path rejects;
  private Changes changes;
  private Checkpoint checkpoint;

  /** An empty folder for a run. */
  void begin(String flow, String run) throws IOException {
    clear(run, flow);
    PrivateFiles.createDirectory(folder(flow, run));
  }

  Path bodies(String flow, String run) {
    return folder(flow, run).resolve(BODIES);
  }

  /** The records that were rejected before anything was sent. */
  Path preparedRejects(String flow, String run) {
    return folder(flow, run).resolve(REJECTS);
  }

  /** The bodies of a unit, in the order of its changes. */
  public List<byte[]> bodies(Unit unit) throws IOException {
    return Bodies.read(bodies(unit.flow(), unit.run()), unit.changes());
  }

  /** Keeps the rejects of a run, if there are any, where the operator looks for them. */
  public void keepRejects(String run, String flow) throws IOException {
    Path prepared = preparedRejects(flow, run);
    if (!Files.exists(prepared) || !changes.hasRejected(run) && hasOnlyItsHeader(prepared)) {
      return;
    }
    Path kept = rejects.resolve(flow).resolve(run + ".rejects.csv");
    PrivateFiles.createDirectory(kept.getParent());
    Path part = kept.resolveSibling("." + kept.getFileName());
    Files.deleteIfExists(part);
    try (Rejects all = Rejects.after(prepared, part)) {
      addRejected(flow, run, all);
    }
    Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    checkpoint.rejects(run, kept.toString());
  }

  private static boolean hasOnlyItsHeader(Path file) throws IOException {
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.limit(2).count() < 2;
    }
  }

  /** Adds the records that Target took not, in the order of the input. */
  private void addRejected(String flow, String run, Rejects rejects) throws IOException {
    Path bodies = bodies(flow, run);
    List<Changes.RejectedChange> some = changes.rejected(run, 0);
    while (!some.isEmpty()) {
      for (Changes.RejectedChange rejected : some) {
        Change change = rejected.change();
        String text = Bodies.text(bodies, change);
        rejects.add(new Reject(change.line(), "", rejected.reason(), text));
      }
      some = changes.rejected(run, some.get(some.size() - 1).change().number());
    }
  }

  /** Removes what is only needed while the run is under way. */
  public void clear(String run, String flow) throws IOException {
    for (String name : List.of(BODIES, REJECTS)) {
      Files.deleteIfExists(folder(flow, run).resolve(name));
    }
    Files.deleteIfExists(folder(flow, run));
  }

  private Path folder(String flow, String run) {
    return batches.resolve(flow).resolve(run);
  }

  /** The folder of the runs that are under way, of all flows. */
  public void setBatches(String batches) {
    this.batches = Path.of(batches);
  }

  /** The folder of the rejects, of all flows. */
  public void setRejects(String rejects) {
    this.rejects = Path.of(rejects);
  }

  public void setChanges(Changes changes) {
    this.changes = changes;
  }

  public void setCheckpoint(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }
}
