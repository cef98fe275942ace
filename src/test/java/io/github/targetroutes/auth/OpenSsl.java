package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real openssl binary, run in a folder. Tests that need it are skipped where there is none. */
final class OpenSsl {

  private final Path folder;

  OpenSsl(Path folder) {
    this.folder = folder;
    assumeTrue(installed(), "openssl is installed");
  }

  /** Runs one command, written as in a shell without quotes, and gives what it prints. */
  String run(String command) {
    try {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      Process process =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(command, e);
    }
  }

  private static boolean installed() {
    try {
      Process process = new ProcessBuilder("openssl", "version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
