package io.github.targetroutes.sandbox;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The sandbox's state in one file of H2's MVStore, {@code sandbox.mv}. What has been committed is
 * found again after {@code kill -9}; the rest follows within a second.
 */
final class SandboxState implements AutoCloseable {

  /** MB. A million profiles are some 100 MB on disk; only the pages in use stay in the heap. */
  private static final int CACHE = 16;

  /** KB of unwritten changes. */
  private static final int WRITE_BUFFER = 8 * 1024;

  private final Path directory;
  private final MVStore store;
  private final MVMap<String, Long> numbers;

  private SandboxState(Path directory, MVStore store) {
    this.directory = directory;
    this.store = store;
    this.numbers = numbers("numbers");
  }

  /**
   * @throws ConfigurationException when the folder can't be used or another sandbox uses it
   */
  static SandboxState open(Path directory) {
    Path file = directory.resolve("sandbox.mv");
    try {
      Files.createDirectories(directory.resolve("uploads"), permissions("rwx------"));
      if (Files.notExists(file)) {
        Files.createFile(file, permissions("rw-------"));
      }
      MVStore store =
          new MVStore.Builder()
              .fileName(file.toString())
              .cacheSize(CACHE)
              .autoCommitBufferSize(WRITE_BUFFER)
              .open();
      // Old versions of pages are of no use here and would double the file.
      store.setVersionsToKeep(0);
      store.setRetentionTime(0);
      return new SandboxState(directory, store);
    } catch (IOException | MVStoreException e) {
      throw new ConfigurationException(
          "The sandbox can't keep its state in "
              + directory
              + " (sandbox.state-dir): the folder can't be written, or another sandbox uses it;"
              + " stop that one or name another folder.",
          e);
    }
  }

  private static FileAttribute<?>[] permissions(String rights) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /** Where uploads wait until they are processed. */
  Path uploads() {
    return directory.resolve("uploads");
  }

  MVMap<String, String> texts(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  MVMap<Long, String> documents(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<Long, String>()
            .keyType(LongDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  MVMap<String, Long> numbers(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, Long>()
            .keyType(StringDataType.INSTANCE)
            .valueType(LongDataType.INSTANCE));
  }

  MVMap<String, byte[]> blobs(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, byte[]>()
            .keyType(StringDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  long number(String name) {
    return numbers.getOrDefault(name, 0L);
  }

  void number(String name, long value) {
    numbers.put(name, value);
  }

  /** The next number of a sequence; the first is 1 and none comes twice, not even after a reset. */
  synchronized long next(String sequence) {
    long value = number(sequence) + 1;
    numbers.put(sequence, value);
    return value;
  }

  /**
   * Reads at leisure: what is being read does not go away on disk meanwhile, whoever changes it.
   */
  <T> T steadily(Callable<T> reading) throws Exception {
    MVStore.TxCounter version = store.registerVersionUsage();
    try {
      return reading.call();
    } finally {
      store.deregisterVersionUsage(version);
    }
  }

  /** Makes everything so far outlive this process. */
  void commit() {
    store.commit();
  }

  @Override
  public void close() {
    store.close();
  }
}
