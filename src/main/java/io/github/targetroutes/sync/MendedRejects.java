package io.github.targetroutes.sync;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.github.targetroutes.ConfigurationException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Makes a new input from a file of rejects whose column {@code text} was corrected, with the header
 * of the input that they came from.
 */
public final class MendedRejects {

  private static final String TEXT = "text";

  /** In bytes; what begins without a line end for longer than this is no table. */
  private static final int MAX_HEADER = 1_000_000;

  private MendedRejects() {}

  /**
   * Writes the new input; it appears under its name only when it is whole.
   *
   * @param rejects a file as {@link Rejects} writes it
   * @param input the input that they came from
   * @param to the new one, which must not be there
   * @return how many records it has
   * @throws ConfigurationException where one of the files can't be used
   */
  public static long write(Path rejects, Path input, Path to) throws IOException {
    if (Files.exists(to)) {
      throw new ConfigurationException(
          to + " is there already; wait until it is taken, or take it away");
    }
    PrivateFiles.createDirectory(to.toAbsolutePath().getParent());
    Path part = to.resolveSibling("." + to.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      long records;
      try (OutputStream out = PrivateFiles.create(part)) {
        out.write(header(input));
        records = copy(rejects, out);
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
      return records;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long copy(Path rejects, OutputStream out) throws IOException {
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    long records = 0;
    try (InputStream file = Files.newInputStream(rejects);
        MappingIterator<Map<String, String>> rows =
            new CsvMapper().readerForMapOf(String.class).with(schema).readValues(file)) {
      while (rows.hasNextValue()) {
        String text = rows.nextValue().get(TEXT);
        if (text == null) {
          throw new ConfigurationException(
              rejects + " has no column \"text\"; give a file as it lies in data/rejects");
        }
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        records++;
      }
    } catch (JacksonException e) {
      // Jackson's words quote the file.
      throw new ConfigurationException(
          rejects + " can't be read as CSV; see that each \" in a text is doubled", e);
    }
    return records;
  }

  /** The first line with its end; a line end in quotes is a part of it. */
  private static byte[] header(Path input) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    boolean quoted = false;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(input))) {
      for (int b = file.read(); b >= 0; b = file.read()) {
        header.write(b);
        quoted ^= b == '"';
        if (b == '\n' && !quoted) {
          return header.toByteArray();
        }
        if (header.size() > MAX_HEADER) {
          break;
        }
      }
    }
    throw new ConfigurationException(
        input + " has no header; put the corrected records into a file of your own");
  }
}
