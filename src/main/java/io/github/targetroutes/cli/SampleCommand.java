package io.github.targetroutes.cli;

import io.github.targetroutes.sandbox.SampleCustomers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a file of invented customers. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Writes a CSV file of invented customers, some of them with mistakes.")
public final class SampleCommand implements Callable<Integer> {

  @Parameters(description = "The file to write.")
  private Path file;

  @Option(
      names = "--rows",
      defaultValue = "10000",
      description = "Rows (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(names = "--seed", defaultValue = "1", description = "Another seed, other customers.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    SampleCustomers.write(file, rows, seed);
    return 0;
  }
}
