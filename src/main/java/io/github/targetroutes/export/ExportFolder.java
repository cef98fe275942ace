package io.github.targetroutes.export;

import io.github.targetroutes.sync.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;

/**
 * Where the files of exports grow, until they are whole and handed over. An export is worked on by
 * one program at a time: by the first one that asks for it, until that one ends.
 */
public final class ExportFolder implements AutoCloseable {

  private static final String LOCK = ".lock";

  private final Map<String, FileChannel> held = new HashMap<>();
  private Path path;

  /** Whether the files of an export are on this machine: nobody else can go on with it. */
  boolean has(String run) {
    return Files.isDirectory(path.resolve(run));
  }

  /** The exports of which there are files on this machine. */
  List<String> runs() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(path)) {
      return runs.map(run -> run.getFileName().toString()).toList();
    }
  }

  /** Makes the folder of an export. */
  void create(String run) throws IOException {
    PrivateFiles.createDirectory(path.resolve(run));
    hold(run);
  }

  /** Whether this program may work on an export; from then on no other one may. */
  synchronized boolean hold(String run) throws IOException {
    if (held.containsKey(run)) {
      return true;
    }
    if (!has(run)) {
      // It has ended meanwhile.
      return false;
    }
    Path lock = path.resolve(run).resolve(LOCK);
    if (!Files.exists(lock)) {
      PrivateFiles.create(lock).close();
    }
    FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        held.put(run, channel);
        return true;
      }
    } catch (OverlappingFileLockException sameProgram) {
      // As good as another one.
    }
    channel.close();
    return false;
  }

  /** The name under which a file is handed over. */
  public String name(ExportFile file) {
    return file.name();
  }

  /** The file itself. */
  public File file(ExportFile file) {
    return path.resolve(file.run()).resolve(file.name()).toFile();
  }

  /** More bytes for a file: behind those that were noted, whatever a crash has left behind them. */
  Growing grow(ExportFile file) throws IOException {
    Path growing = file(file).toPath();
    PrivateFiles.createDirectory(growing.getParent());
    if (!Files.exists(growing)) {
      PrivateFiles.create(growing).close();
    }
    FileChannel channel = FileChannel.open(growing, StandardOpenOption.WRITE);
    channel.truncate(file.bytes()).position(file.bytes());
    return new Growing(channel);
  }

  /** A file that is being written to. */
  static final class Growing implements AutoCloseable {

    private final FileChannel channel;
    private final OutputStream out;

    private Growing(FileChannel channel) {
      this.channel = channel;
      this.out = new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    OutputStream out() {
      return out;
    }

    /** Puts all of it on the disk for good, and tells how many bytes the file has. */
    long force() throws IOException {
      out.flush();
      channel.force(true);
      return channel.position();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Removes what is left of an export that nobody works on. */
  synchronized void clearUnheld(String run) throws IOException {
    if (!held.containsKey(run) && hold(run)) {
      clear(run);
    }
  }

  /** Removes what is left of an export. */
  synchronized void clear(String run) throws IOException {
    release(held.remove(run));
    FileUtil.removeDir(path.resolve(run).toFile());
  }

  /** Lets other programs go on with what this one has begun. */
  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : held.values()) {
      release(channel);
    }
    held.clear();
  }

  private static void release(FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  /** The folder, which is made when it is needed. */
  public void setPath(String path) {
    this.path = Path.of(path);
  }
}
