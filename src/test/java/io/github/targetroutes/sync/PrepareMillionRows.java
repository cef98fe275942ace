package io.github.targetroutes.sync;

import io.github.targetroutes.sandbox.SampleCustomers;
import io.github.targetroutes.sync.input.CsvFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a million customers and their batches, for a JVM with little memory of its own. */
final class PrepareMillionRows {

  private PrepareMillionRows() {}

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Path input = directory.resolve("customers.csv");
    SampleCustomers.write(input, 1_000_000, 1);
    Mapping mapping = Mapping.read(Path.of("config/mappings/profiles.yaml"));
    Prepared prepared =
        new ProfileBatches(mapping, CsvFormat.DEFAULT, Limits.DEFAULT)
            .prepare(input, directory.resolve("work"));
    System.out.printf(
        "read %d accepted %d rejected %d merged %d input %d%n",
        prepared.read(),
        prepared.accepted(),
        prepared.rejected(),
        prepared.merged(),
        Files.size(input));
    for (BatchFile batch : prepared.batches()) {
      System.out.printf(
          "batch %d bytes %d profiles %d%n", batch.number(), batch.bytes(), batch.profiles());
    }
  }
}
