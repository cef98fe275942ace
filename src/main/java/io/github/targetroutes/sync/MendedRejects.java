package io.github.targetroutes.sync;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.input.FileHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes a new input from a file of rejects whose column {@code text} was corrected, of the form of
 * the input that they came from: behind its header, or where it was JSON, an object a line.
 */
public final class MendedRejects {

  private static final String TEXT = "text";
  private static final String LINE = "line";

  /** No JSON text holds one within a value. */
  private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]+");

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
    FileHead head =
        FileHead.of(input)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        input
                            + " has no header; put the corrected records into a file of your own"));
    PrivateFiles.createDirectory(to.toAbsolutePath().getParent());
    Path part = to.resolveSibling("." + to.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      long records;
      try (OutputStream out = PrivateFiles.create(part)) {
        out.write(head.header());
        records = copy(rejects, head, out);
      }
      if (records == 0) {
        throw new ConfigurationException(rejects + " has no rejects; there is nothing to put in");
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
      return records;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long copy(Path rejects, FileHead head, OutputStream out) throws IOException {
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    long records = 0;
    try (InputStream file = Files.newInputStream(rejects);
        MappingIterator<Map<String, String>> rows =
            new CsvMapper().readerForMapOf(String.class).with(schema).readValues(file)) {
      while (rows.hasNextValue()) {
        Map<String, String> row = rows.nextValue();
        String text = row.get(TEXT);
        if (text == null) {
          throw new ConfigurationException(
              rejects + " has no column \"text\"; give a file as it lies in data/rejects");
        }
        String record = head.isJson() ? object(text, row.get(LINE)) : text;
        out.write(record.getBytes(StandardCharsets.UTF_8));
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

  /** A file that begins otherwise would not be read as JSON. */
  private static String object(String text, String line) {
    String object = LINE_ENDS.matcher(text.strip()).replaceAll(" ");
    if (!object.startsWith("{")) {
      throw new ConfigurationException(
          "The text of the reject of line "
              + line
              + " is no JSON object; correct it, or leave that reject out");
    }
    return object;
  }
}
