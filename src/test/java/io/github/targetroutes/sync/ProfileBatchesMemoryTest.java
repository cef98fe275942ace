package io.github.targetroutes.sync;

import static io.github.targetroutes.sandbox.SampleCustomers.expectedMerged;
import static io.github.targetroutes.sandbox.SampleCustomers.expectedRejects;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProfileBatchesMemoryTest {

  private static final long ROWS = 1_000_000;

  @TempDir Path directory;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void millionRowsNeed64MegabytesOfHeapAndTheLeastNumberOfBatches()
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                PrepareMillionRows.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit;
    try {
      exit = java.waitFor();
    } finally {
      java.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output, UTF_8);
    assertThat(exit).as(() -> String.join("\n", lines)).isZero();
    long accepted = ROWS - expectedRejects(ROWS);
    assertThat(lines.get(0))
        .startsWith(
            "read %d accepted %d rejected %d merged %d input "
                .formatted(ROWS, accepted, expectedRejects(ROWS), expectedMerged(ROWS)));

    long profiles = accepted - expectedMerged(ROWS);
    long bytes = numbers(lines, 3).sum();
    assertThat(numbers(lines, 5).sum()).isEqualTo(profiles);
    assertThat(numbers(lines, 5)).allMatch(count -> count <= 500_000);
    assertThat(numbers(lines, 3)).allMatch(size -> size < 50_000_000);
    assertThat(lines.size() - 1L)
        .isEqualTo(Math.max(ceiling(profiles, 500_000), ceiling(bytes, 49_999_999)));
  }

  private static LongStream numbers(List<String> lines, int word) {
    return lines.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(" ")[word]));
  }

  private static long ceiling(long amount, long per) {
    return (amount + per - 1) / per;
  }
}
