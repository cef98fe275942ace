package io.github.targetroutes.sandbox;

import static io.github.targetroutes.sandbox.SampleCustomers.expectedMerged;
import static io.github.targetroutes.sandbox.SampleCustomers.expectedRejects;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.sync.Limits;
import io.github.targetroutes.sync.Mapping;
import io.github.targetroutes.sync.Prepared;
import io.github.targetroutes.sync.ProfileBatches;
import io.github.targetroutes.sync.input.CsvFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCustomersTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99, 100, 101, 499, 500, 1850, 1851, 4999, 5000, 10_000})
  void badAndRepeatedRowsAreAsManyAsDocumented(long rows) throws IOException {
    Path file = directory.resolve("customers.csv");
    SampleCustomers.write(file, rows, 7);
    Mapping mapping = Mapping.read(Path.of("config/mappings/profiles.yaml"));
    Prepared prepared =
        new ProfileBatches(mapping, CsvFormat.DEFAULT, Limits.DEFAULT)
            .prepare(file, directory.resolve("work"));
    assertThat(prepared.read()).isEqualTo(rows);
    assertThat(prepared.rejected()).isEqualTo(expectedRejects(rows));
    assertThat(prepared.merged()).isEqualTo(expectedMerged(rows));
  }

  @Test
  void everyKindOfBadRowIsThere() throws IOException {
    Path file = directory.resolve("customers.csv");
    SampleCustomers.write(file, 10_000, 7);
    Prepared prepared =
        new ProfileBatches(
                Mapping.read(Path.of("config/mappings/profiles.yaml")),
                CsvFormat.DEFAULT,
                Limits.DEFAULT)
            .prepare(file, directory.resolve("work"));
    assertThat(Files.readString(prepared.rejects()))
        .contains(
            "no key",
            "+C",
            "shop/C",
            "longer than 256",
            "has 4 columns",
            "has 11 columns",
            "not UTF-8",
            "never closed",
            "text follows",
            "longer than 65536");
    assertThat(Files.size(file)).isLessThan(2_000_000);
  }

  @Test
  void sameRowsAndSeedGiveTheSameFile() throws IOException {
    Path one = directory.resolve("one.csv");
    Path two = directory.resolve("two.csv");
    SampleCustomers.write(one, 5_000, 7);
    SampleCustomers.write(two, 1, 8);
    assertThat(Files.mismatch(one, two)).isNotEqualTo(-1);
    SampleCustomers.write(two, 5_000, 7);
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(one, two);
    }
  }
}
