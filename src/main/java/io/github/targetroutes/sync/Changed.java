package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands on what has to be sent, and counts what need not be. */
final class Changed {

  private final Delta.Comparison comparison;
  private final ProfileHashes hashes;
  private final BatchPacker packer;
  private long unchangedRows;

  /**
   * @param header the first line of each batch, without its line end
   */
  Changed(Delta delta, byte[] header, BatchPacker packer) {
    this.comparison = delta.begin();
    this.hashes = new ProfileHashes(new String(header, US_ASCII));
    this.packer = packer;
  }

  /**
   * @param profiles in their order, behind those that were added before
   */
  void add(List<Profile> profiles) throws IOException {
    for (int from = 0; from < profiles.size(); from += ProfileHashes.CHUNK) {
      addSome(profiles.subList(from, Math.min(profiles.size(), from + ProfileHashes.CHUNK)));
    }
  }

  private void addSome(List<Profile> some) throws IOException {
    String[] contents = new String[some.size()];
    Map<String, String> wanted = new LinkedHashMap<>();
    for (int i = 0; i < contents.length; i++) {
      contents[i] = hashes.content(some.get(i).encoded());
      wanted.put(ProfileHashes.key(some.get(i).hash()), contents[i]);
    }
    Set<String> unchanged = comparison.unchanged(wanted);
    for (int i = 0; i < contents.length; i++) {
      if (unchanged.contains(contents[i])) {
        unchangedRows += some.get(i).rows();
      } else {
        packer.add(some.get(i));
      }
    }
  }

  /** Rows of the source that went into profiles that need not be sent. */
  long unchangedRows() {
    return unchangedRows;
  }
}
