package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.input.Row;
import io.github.targetroutes.sync.input.RowReader;
import io.github.targetroutes.sync.mapping.Mapped;
import io.github.targetroutes.sync.mapping.Trial;
import java.io.IOException;
import java.net.URLDecoder;

/** Judges rows as the bulk update does, and shows their lines of a batch file decoded. */
final class ProfileTrial implements Trial {

  private final RowReader reader;
  private final Mapping mapping;
  private final RowRules rules;

  private ProfileTrial(RowReader reader, Mapping mapping, RowRules rules) {
    this.reader = reader;
    this.mapping = mapping;
    this.rules = rules;
  }

  /**
   * @param reader closed by the trial, and also when there is none in the end
   */
  static ProfileTrial of(RowReader reader, Mapping mapping, Limits limits) throws IOException {
    try {
      reader.require(mapping.columns());
      return new ProfileTrial(reader, mapping, new RowRules(mapping, reader.columns(), limits));
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public Step next() throws IOException {
    Row row = reader.next();
    return row == null ? null : new Step(reader.record(row), mapped(rules.judge(row)));
  }

  private Mapped mapped(RowRules.Verdict verdict) {
    if (verdict instanceof RowRules.Rejected rejected) {
      return new Mapped.Rejected(rejected.reject());
    }
    return verdict instanceof ProfileRow row ? body(row) : new Mapped.Skipped();
  }

  private Mapped body(ProfileRow row) {
    String[] values = new String(row.encoded(), US_ASCII).split(",", -1);
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    for (int i = 1; i < values.length; i++) {
      if (!values[i].isEmpty()) {
        attributes.put(mapping.attributes().get(i - 1).name(), decoded(values[i]));
      }
    }
    return new Mapped.Body(decoded(row.id()), false, attributes);
  }

  /** No plus stands in a line of a batch that could be taken for a space. */
  private static String decoded(String value) {
    return URLDecoder.decode(value, UTF_8);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
