package io.github.targetroutes.sync;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with people's data: from their first moment only the owner may read them. */
public final class PrivateFiles {

  private static final int BUFFER_BYTES = 16 * 1024;

  private PrivateFiles() {}

  /** A new file of mode 0600, whose content is on the disk once it is closed. */
  public static OutputStream create(Path file) throws IOException {
    return durable(FileChannel.open(file, Set.of(CREATE_NEW, WRITE), mode("rw-------")));
  }

  private static OutputStream durable(FileChannel channel) {
    return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES) {
      @Override
      public void close() throws IOException {
        try (channel) {
          if (channel.isOpen()) {
            flush();
            channel.force(true);
          }
        }
      }
    };
  }

  /** A new file of mode 0600 that need not outlive a crash. */
  public static OutputStream createTemporary(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), mode("rw-------"));
    return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
  }

  /** A file of mode 0600 that goes on where it ends, or begins; on the disk once it is closed. */
  public static OutputStream append(Path file) throws IOException {
    return durable(FileChannel.open(file, Set.of(CREATE, APPEND), mode("rw-------")));
  }

  /** Makes a directory, and those above it that are missing, of mode 0700. */
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, mode("rwx------"));
  }

  private static FileAttribute<?>[] mode(String mode) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
