package io.github.targetroutes.sync.change;

import io.github.targetroutes.sync.PrivateFiles;
import io.github.targetroutes.sync.Rejects;
import io.github.targetroutes.sync.input.Reject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Where the files of a run lie: its bodies and rejects while it is under way, its rejects after. */
final class RunFiles {

  private static final String BODIES = "bodies.jsonl";
  private static final String REJECTS = "rejects.csv";

  private final Path batches;
  private final Path rejects;

  /**
   * @param batches the folder of the runs that are under way, of all flows
   * @param rejects the folder of the rejects, of all flows
   */
  RunFiles(Path batches, Path rejects) {
    this.batches = batches;
    this.rejects = rejects;
  }

  /** An empty folder for a run. */
  void begin(String flow, String run) throws IOException {
    clear(flow, run);
    PrivateFiles.createDirectory(folder(flow, run));
  }

  Path bodies(String flow, String run) {
    return folder(flow, run).resolve(BODIES);
  }

  /** The records that were rejected before anything was sent. */
  Path preparedRejects(String flow, String run) {
    return folder(flow, run).resolve(REJECTS);
  }

  /**
   * Keeps the rejects of a run where the operator looks for them.
   *
   * @param later those that Target did not take
   * @return the file
   */
  Path keepRejects(String flow, String run, List<Reject> later) throws IOException {
    Path kept = rejects.resolve(flow).resolve(run + ".rejects.csv");
    PrivateFiles.createDirectory(kept.getParent());
    Path part = kept.resolveSibling("." + kept.getFileName());
    Files.deleteIfExists(part);
    try (OutputStream out = PrivateFiles.create(part)) {
      Path prepared = preparedRejects(flow, run);
      if (Files.exists(prepared)) {
        Files.copy(prepared, out);
      } else {
        Rejects.writeHeader(out);
      }
      Rejects.write(later, out);
    }
    return Files.move(
        part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what is only needed while the run is under way. */
  void clear(String flow, String run) throws IOException {
    for (String name : List.of(BODIES, REJECTS)) {
      Files.deleteIfExists(folder(flow, run).resolve(name));
    }
    Files.deleteIfExists(folder(flow, run));
  }

  private Path folder(String flow, String run) {
    return batches.resolve(flow).resolve(run);
  }
}
