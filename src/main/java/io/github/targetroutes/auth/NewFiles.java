package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes files that appear whole or not at all, all of them or none, and never replace another
 * file. From their first moment only their owner may read them (mode 0600), where the file system
 * knows modes. Missing folders are made.
 */
public final class NewFiles {

  private NewFiles() {}

  /**
   * Looks before anything is made that takes time.
   *
   * @throws ConfigurationException when one of the files is there already; it names that one
   */
  public static void requireAbsent(Collection<Path> files) {
    for (Path file : files) {
      // Also a link that leads nowhere has the name.
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw existing(file, null);
      }
    }
  }

  /**
   * Writes the files.
   *
   * @param contents of each file, in the order in which they are to appear
   * @throws ConfigurationException when a file is there already, or can't be written; then none of
   *     them was written
   */
  public static void write(Map<Path, byte[]> contents) {
    requireAbsent(contents.keySet());
    Map<Path, Path> parts = new LinkedHashMap<>();
    List<Path> published = new ArrayList<>();
    boolean done = false;
    try {
      for (Map.Entry<Path, byte[]> file : contents.entrySet()) {
        parts.put(file.getKey(), part(file.getKey(), file.getValue()));
      }
      for (Map.Entry<Path, Path> part : parts.entrySet()) {
        publish(part.getValue(), part.getKey());
        published.add(part.getKey());
      }
      done = true;
    } finally {
      parts.values().forEach(NewFiles::delete);
      if (!done) {
        published.forEach(NewFiles::delete);
      }
    }
  }

  private static Path part(Path file, byte[] content) {
    Path part = null;
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      // createTempFile sets mode 0600 as it creates the file.
      part = Files.createTempFile(folder, ".key", ".part");
      return Files.write(part, content);
    } catch (IOException e) {
      delete(part);
      throw unwritable(file, e);
    }
  }

  /** Gives the file its name, and fails when that is taken: a plain move might overwrite. */
  private static void publish(Path part, Path file) {
    try {
      try {
        Files.createLink(file, part);
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (UnsupportedOperationException | IOException e) {
        Files.move(part, file);
      }
    } catch (FileAlreadyExistsException e) {
      throw existing(file, e);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The fault that led here is the one to tell.
    }
  }

  private static ConfigurationException existing(Path file, Exception cause) {
    return new ConfigurationException(
        file + " exists already and is never overwritten; move it away, or name another file.",
        cause);
  }

  private static ConfigurationException unwritable(Path file, IOException cause) {
    return new ConfigurationException(
        cause instanceof AccessDeniedException
            ? file
                + " can't be written, for this user has no right to write there; name another"
                + " folder, or change its rights."
            : file
                + " can't be written ("
                + cause.getClass().getSimpleName()
                + "); name another folder, or free this one.",
        cause);
  }
}
