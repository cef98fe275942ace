package io.github.targetroutes.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {

  @TempDir private Path path;

  private ExportFolder folder() {
    ExportFolder folder = new ExportFolder();
    folder.setPath(path.toString());
    return folder;
  }

  @Test
  void anExportIsWorkedOnByOneProgram() throws IOException {
    try (ExportFolder one = folder();
        ExportFolder other = folder()) {
      one.create("run");

      assertThat(one.hold("run")).isTrue();
      assertThat(other.hold("run")).isFalse();
      one.close();
      assertThat(other.hold("run")).isTrue();
    }
  }

  @Test
  void whatWasNotNotedIsWrittenOver() throws IOException {
    try (ExportFolder folder = folder()) {
      folder.create("run");
      ExportFile file = new ExportFile("run", 1, "day/a.csv", "a", 0, 0, 0, 0);
      long noted = write(folder, file, "whole\n");
      write(folder, file.grown(noted, 1, 0, 1), "lost when the machine stopped");

      write(folder, file.grown(noted, 1, 0, 1), "next\n");

      assertThat(folder.file(file)).content().isEqualTo("whole\nnext\n");
      assertThat(Files.getPosixFilePermissions(folder.file(file).toPath())).hasSize(2);
    }
  }

  private static long write(ExportFolder folder, ExportFile file, String text) throws IOException {
    try (ExportFolder.Growing growing = folder.grow(file)) {
      growing.out().write(text.getBytes(StandardCharsets.UTF_8));
      return growing.force();
    }
  }
}
