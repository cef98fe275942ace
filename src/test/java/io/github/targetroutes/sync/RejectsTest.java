package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.sync.input.CsvFormat;
import io.github.targetroutes.sync.input.Reject;
import io.github.targetroutes.sync.input.RowReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {

  @TempDir Path directory;

  @Test
  void originalTextSurvivesWithLineBreaksAndQuotes() throws IOException {
    Path file = directory.resolve("rejects.csv");
    String text = "1,\"a \"\"b\"\"\r\nc\",ü";
    try (Rejects rejects = new Rejects(file)) {
      rejects.add(new Reject(7, "", "one, two", text));
      assertThat(rejects.count()).isEqualTo(1);
    }
    assertThat(Files.readString(file)).startsWith("line,column,reason,text\n7,,\"one, two\",\"1,");
    try (RowReader reader = new RowReader(file, CsvFormat.DEFAULT)) {
      assertThat(reader.next().get(3)).isEqualTo(text);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void onlyTheOwnerMayReadTheFile() throws IOException {
    Path file = directory.resolve("rejects.csv");
    new Rejects(file).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).isEqualTo("line,column,reason,text\n");
  }

  @Test
  void existingFileIsNotOverwritten() throws IOException {
    Path file = Files.createFile(directory.resolve("rejects.csv"));
    assertThatThrownBy(() -> new Rejects(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void dataIsNotPartOfWhatALogWouldShow() {
    assertThat(new Reject(1, "email", "too long", "anna@example.org").toString())
        .contains("email", "too long")
        .doesNotContain("anna");
  }
}
