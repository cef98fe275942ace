package io.github.targetroutes.error;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The dead letters of a folder, and the way of one of them to where it is put through again. */
public final class DeadLetters {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REPLAY = "replay";
  private static final List<String> ENDS = List.of("done", "failed", "refused");

  private final Path folder;

  /**
   * One dead letter that waits.
   *
   * @param name of its two files, without ending
   */
  public record Letter(String name, Envelope envelope) {}

  /**
   * @param folder the setting {@code error.dead-letter-dir}
   */
  public DeadLetters(Path folder) {
    this.folder = folder;
  }

  /** How many wait. */
  public long count() {
    return names().size();
  }

  /** Those that wait, the oldest first; files that are no dead letters are left out. */
  public List<Letter> waiting() {
    return names().stream().map(this::letter).flatMap(Optional::stream).toList();
  }

  /** Their names begin with the time. */
  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(DeadLetter.ENVELOPE) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - DeadLetter.ENVELOPE.length()))
          .sorted()
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Letter> letter(String name) {
    try {
      Envelope envelope =
          JSON.readValue(folder.resolve(name + DeadLetter.ENVELOPE).toFile(), Envelope.class);
      return Optional.ofNullable(envelope).map(it -> new Letter(name, it));
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException goneMeanwhile) {
      return Optional.empty();
    }
  }

  /** Hands a letter to the route that puts it through again. */
  public void replay(Letter letter) throws IOException {
    Path replay = folder.resolve(REPLAY);
    Files.createDirectories(replay);
    // The envelope is what the route looks for, so it goes last.
    move(folder.resolve(letter.name() + DeadLetter.UNIT), replay);
    move(folder.resolve(letter.name() + DeadLetter.ENVELOPE), replay);
  }

  /** Takes a letter back that was not put through; nothing happens where it was. */
  public void takeBack(Letter letter) throws IOException {
    Path replay = folder.resolve(REPLAY);
    move(replay.resolve(letter.name() + DeadLetter.ENVELOPE), folder);
    move(replay.resolve(letter.name() + DeadLetter.UNIT), folder);
  }

  private static void move(Path file, Path to) throws IOException {
    if (Files.exists(file)) {
      Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** What became of a letter: {@code done}, {@code failed} or {@code refused}; empty until then. */
  public Optional<String> end(Letter letter) {
    return ENDS.stream()
        .filter(
            end ->
                Files.exists(
                    folder
                        .resolve(REPLAY)
                        .resolve(end)
                        .resolve(letter.name() + DeadLetter.ENVELOPE)))
        .findFirst();
  }

  /** The letter that one became when it failed again. */
  public Optional<Letter> successor(Letter letter) {
    return waiting().stream()
        .filter(next -> Objects.equals(next.envelope().replayOf(), letter.name()))
        .findFirst();
  }
}
