package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFilesTest {

  @TempDir Path folder;

  @Test
  void theOwnerAloneMayReadWhatIsWritten() throws IOException {
    Path file = folder.resolve("missing/folders/file");

    NewFiles.write(Map.of(file, new byte[] {1, 2}));

    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingIsWrittenWhereOneOfTheFilesIsThere() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "old");

    assertRefused(
        contents(folder.resolve("first"), taken),
        taken + " exists already and is never overwritten; move it away, or name another file.");
    assertThat(taken).hasContent("old");
    assertThat(names()).containsExactly("taken");
  }

  @Test
  void nothingIsWrittenWhereTheLastFileHasNoFolder() throws IOException {
    Path noFolder = Files.writeString(folder.resolve("file"), "old");
    Path last = noFolder.resolve("last");

    assertThatThrownBy(() -> NewFiles.write(contents(folder.resolve("first"), last)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(last + " can't be written (")
        .hasMessageEndingWith("); name another folder, or free this one.");
    assertThat(names()).containsExactly("file");
  }

  /** Both pass the first look, and the second finds its name taken by the first. */
  @Test
  void whatWasPublishedGoesAgainWhereTheNextNameIsTakenMeanwhile() throws IOException {
    Path first = folder.resolve("first");
    Path again = folder.resolve("./first");

    assertThatThrownBy(() -> NewFiles.write(contents(first, again)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("exists already");
    assertThat(names()).isEmpty();
  }

  @Test
  void aFolderWithoutRightsIsNamedAsSuch() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(locked), "this user may write everywhere");

    assertRefused(
        contents(locked.resolve("file")),
        locked.resolve("file")
            + " can't be written, for this user has no right to write there; name another folder,"
            + " or change its rights.");
  }

  private static void assertRefused(Map<Path, byte[]> contents, String sentence) {
    assertThatThrownBy(() -> NewFiles.write(contents))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }

  private static Map<Path, byte[]> contents(Path... files) {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    Stream.of(files).forEach(file -> contents.put(file, new byte[] {1}));
    return contents;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
