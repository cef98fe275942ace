package io.github.targetroutes.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The folder in which inputs wait and are worked on, one folder a flow. What {@link #take} has
 * returned for stands there whole, for its owner alone, and outlives a crash of the machine: only
 * then may whoever gave it be told that it was taken. (Camel's file component forces nothing to the
 * disk.)
 */
public final class WorkFolder {

  /** Gives the order in which inputs are worked on: local time would go back once a year. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);

  /** The consumer of the folder leaves such names alone. */
  private static final String HIDDEN = ".";

  private final Clock clock;
  private Path folder;
  private long last;

  public WorkFolder() {
    this(Clock.systemUTC());
  }

  WorkFolder(Clock clock) {
    this.clock = clock;
  }

  /**
   * Deletes what a crash left half taken: it was never acknowledged, so that its source gives it
   * again.
   */
  public void start() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> flows = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path flow : flows) {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(flow, HIDDEN + "*")) {
          for (Path half : halves) {
            Files.deleteIfExists(half);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The work folder can't be tidied up: " + e.getMessage(), e);
    }
  }

  /**
   * Takes an input in.
   *
   * @param input its content, null for none; closed at the end
   * @param flow whose it is
   * @param name what its source calls it, which may be any text or null
   * @return the name of its run, under which it lies in the work folder
   * @throws IOException where it can't be read to its end or written: nothing of it stays behind
   */
  public String take(InputStream input, String flow, String name) throws IOException {
    try (InputStream content = input == null ? InputStream.nullInputStream() : input) {
      Path target = folder.resolve(flow);
      PrivateFiles.createDirectory(target);
      String run = TIME.format(moment()) + "-" + InputName.of(name);
      Path half = target.resolve(HIDDEN + run);
      try {
        try (OutputStream file = PrivateFiles.create(half)) {
          content.transferTo(file);
        }
        Files.move(half, target.resolve(run), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(half);
      }
      force(target);
      return run;
    }
  }

  /** No two inputs have the same, so that none takes the place of another. */
  private synchronized Instant moment() {
    last = Math.max(last + 1, clock.millis());
    return Instant.ofEpochMilli(last);
  }

  /**
   * A file's new name is on the disk when its folder is. Windows opens no folder, and needs not.
   */
  private static void force(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  public void setFolder(String folder) {
    this.folder = Path.of(folder);
  }
}
