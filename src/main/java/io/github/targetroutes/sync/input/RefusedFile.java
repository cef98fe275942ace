package io.github.targetroutes.sync.input;

import java.nio.file.Path;

/**
 * A whole input file can't be read as what it should be, so that not one of its rows was taken. The
 * message names the file, the reason and what to do; it holds none of the file's data except the
 * names in its header. Trying again with the same file gives the same answer.
 */
public final class RefusedFile extends RuntimeException {

  /**
   * @param reason what it is and what to do, as the end of a sentence without its full stop
   */
  public RefusedFile(Path file, String reason) {
    super("The file %s is refused: %s.".formatted(file.getFileName(), reason));
  }
}
