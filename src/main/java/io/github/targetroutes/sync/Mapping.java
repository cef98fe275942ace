package io.github.targetroutes.sync;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.targetroutes.sync.mapping.Clear;
import io.github.targetroutes.sync.mapping.Condition;
import io.github.targetroutes.sync.mapping.Conversion;
import io.github.targetroutes.sync.mapping.DateForm;
import io.github.targetroutes.sync.mapping.LetterCase;
import io.github.targetroutes.sync.mapping.MappingFile;
import io.github.targetroutes.sync.mapping.MappingRules;
import io.github.targetroutes.sync.mapping.NumberForm;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which column of a source is the key of a profile, and which columns become which attributes.
 *
 * @param key what identifies a profile
 * @param trim whether white space around values is cut, wherever an attribute doesn't say otherwise
 * @param filter only rows for which it holds are sent, all others skipped; null: all are
 * @param clear the source's word for a value that is cleared; null: it has none
 * @param attributes in the order of the batch file; at least one
 */
public record Mapping(
    Key key, boolean trim, Condition filter, Clear clear, List<Attribute> attributes) {

  private static final MappingFile<Mapping> FILE =
      new MappingFile<>(Mapping.class, "'key' and 'attributes'");

  /** The names that Target gives to the key of a profile (Bulk Profile Update API). */
  public enum KeyType {
    /** Target's own id of a visitor. */
    @JsonProperty("pcId")
    PC_ID("pcId"),
    /** The company's id of a customer, known to a page as {@code mbox3rdPartyId}. */
    @JsonProperty("thirdPartyId")
    THIRD_PARTY_ID("thirdPartyId");

    /** Characters; the Target limits page states it for {@code mbox3rdPartyId}. */
    private static final int MAX_LENGTH = 256;

    private final String label;

    KeyType(String label) {
      this.label = label;
    }

    /** As a batch file and a mapping file spell it. */
    public String label() {
      return label;
    }

    /** Why Target takes no such id (Single Profile Update API, Target limits), if it doesn't. */
    public Optional<String> problem(String id) {
      if (this == THIRD_PARTY_ID && (id.indexOf('+') >= 0 || id.indexOf('/') >= 0)) {
        return Optional.of(
            "the key has a '+' or a '/', which Target does not allow in a thirdPartyId");
      }
      return id.length() > MAX_LENGTH
          ? Optional.of("the key is longer than " + MAX_LENGTH + " characters")
          : Optional.empty();
    }
  }

  /**
   * @param column the column that holds the key
   * @param as which key of Target it is
   */
  public record Key(String column, KeyType as) {

    public Key {
      column = MappingRules.column(column, "the key");
      MappingRules.check(as != null, "the key needs 'as', which is pcId or thirdPartyId");
    }
  }

  /**
   * An attribute of the profile, filled from a column or with a constant.
   *
   * @param name as in Target without {@code profile.}; at most 128 characters, which is Target's
   *     limit for names of profile parameters (Target limits; for bulk updates none is stated)
   * @param column where the value stands, or null
   * @param constant the value, or null
   * @param trim whether to cut white space around the value, or null for what the mapping says
   * @param letters upper or lower, or null to leave them
   * @param otherwise the value where the source has none, or null
   * @param date how the source writes dates, or null
   * @param number how the source writes numbers, or null; what is sent has a decimal point
   * @param values what is sent for what, or null
   */
  public record Attribute(
      String name,
      String column,
      String constant,
      Boolean trim,
      @JsonProperty("case") LetterCase letters,
      @JsonProperty("default") String otherwise,
      DateForm date,
      NumberForm number,
      Map<String, String> values) {

    public Attribute {
      AttributeRules.name(name);
      MappingRules.check(
          (column == null) != (constant == null),
          "attribute '" + name + "' needs either 'column' or 'constant'");
      column = column == null ? null : MappingRules.column(column, "attribute '" + name + "'");
      AttributeRules.constant(constant, name);
      Conversion conversion =
          new Conversion(letters, otherwise, date, number, values, "attribute '" + name + "'");
      MappingRules.check(
          constant == null || conversion.isNone(),
          "attribute '" + name + "' has a constant, which is sent as it stands");
    }

    /** One whose value is sent as it stands. */
    public Attribute(String name, String column, String constant, Boolean trim) {
      this(name, column, constant, trim, null, null, null, null, null);
    }

    Conversion conversion(Clear clear) {
      return new Conversion(letters, otherwise, date, number, values, name).with(clear);
    }
  }

  /**
   * @throws IllegalArgumentException when something is missing or repeated
   */
  public Mapping {
    MappingRules.check(key != null, "'key' is missing");
    MappingRules.check(
        attributes != null && !attributes.isEmpty(), "'attributes' is missing or empty");
    attributes = List.copyOf(attributes);
    Set<String> names = new HashSet<>();
    for (Attribute attribute : attributes) {
      MappingRules.check(
          names.add(attribute.name()), "attribute '" + attribute.name() + "' stands there twice");
    }
  }

  /**
   * Reads a mapping file, which is YAML with the names of this record.
   *
   * @throws io.github.targetroutes.ConfigurationException when it isn't a mapping, or has a key
   *     that is not known; the message names file and line
   * @throws IOException when the file can't be read
   */
  public static Mapping read(Path file) {
    return FILE.read(file);
  }

  /**
   * Reads a mapping that does not stand in a file of its own, as one on the class path.
   *
   * @param source what to call it in messages
   * @throws io.github.targetroutes.ConfigurationException as {@link #read(Path)}
   */
  public static Mapping parse(String yaml, String source) {
    return FILE.parse(yaml, source);
  }

  /** The columns that a source must have, each once, the key's first. */
  public Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    columns.add(key.column());
    if (filter != null) {
      columns.add(filter.column());
    }
    attributes.stream().map(Attribute::column).filter(c -> c != null).forEach(columns::add);
    return columns;
  }

  boolean trims(Attribute attribute) {
    return attribute.trim() == null ? trim : attribute.trim();
  }
}
