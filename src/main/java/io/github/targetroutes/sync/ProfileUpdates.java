package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.targetroutes.sync.Mapping.KeyType;
import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bodies of profile updates, made of records: flat JSON objects with the id of a profile in one
 * field and attributes in all others. Target ignores empty values; they are left out.
 */
public final class ProfileUpdates {

  private static final JsonFactory JSON = new JsonFactory();

  /** The answer to a single update that was taken (Single Profile Update API). */
  private static final String TAKEN = "successfully submitted";

  private KeyType key = KeyType.THIRD_PARTY_ID;
  private String idField = "id";
  private int batchSize = 10_000;

  /** A profile's id and its attributes. */
  private record Update(String id, Map<String, String> attributes) {}

  /**
   * The form of a single update of one profile.
   *
   * @throws TargetFault REJECTED where Target could not take the record
   */
  public String single(String record) {
    Update update = read(record);
    String id = key == KeyType.PC_ID ? "mboxPC" : "mbox3rdPartyId";
    return Stream.concat(
            Stream.of(id + "=" + encoded(update.id())),
            update.attributes().entrySet().stream()
                .map(e -> encoded("profile." + e.getKey()) + "=" + encoded(e.getValue())))
        .collect(Collectors.joining("&"));
  }

  /**
   * Judges the answer to a single update.
   *
   * @throws TargetFault REJECTED where Target did not take it
   */
  public void taken(String answer) {
    if (!answer.contains(TAKEN)) {
      throw refused("Target did not take the update of a profile");
    }
  }

  /**
   * Batches for the bulk update. The records of one id in a batch become one line, the later ones
   * winning, for Target keeps the last line alone.
   *
   * @throws TargetFault as {@link #single}, here or at a later batch
   */
  public Iterator<String> batches(Iterator<String> records) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public String next() {
        Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
        for (int i = 0; i < batchSize && records.hasNext(); i++) {
          Update update = read(records.next());
          profiles
              .computeIfAbsent(update.id(), id -> new LinkedHashMap<>())
              .putAll(update.attributes());
        }
        return batch(profiles);
      }
    };
  }

  private String batch(Map<String, Map<String, String>> profiles) {
    Set<String> names = new LinkedHashSet<>();
    profiles.values().forEach(attributes -> names.addAll(attributes.keySet()));
    StringBuilder batch = new StringBuilder("batch=").append(key.label());
    names.forEach(name -> batch.append(',').append(encoded(name)));
    profiles.forEach(
        (id, attributes) -> {
          batch.append('\n').append(encoded(id));
          names.forEach(
              name -> batch.append(',').append(encoded(attributes.getOrDefault(name, ""))));
        });
    if (batch.length() >= Limits.DEFAULT.maxBytes()) {
      throw refused(
          "A batch of %d profiles has %d bytes, and Target takes less than %d: set the batch size lower"
              .formatted(profiles.size(), batch.length(), Limits.DEFAULT.maxBytes()));
    }
    return batch.append('\n').toString();
  }

  private Update read(String record) {
    Map<String, String> fields = fields(record);
    String id = fields.getOrDefault(idField, "").strip();
    fields.remove(idField);
    String wrong = RowRules.wrongWithKey(key, id);
    if (wrong != null) {
      throw refused(
          "A record can't be the update of a profile: " + wrong + " (field " + idField + ")");
    }
    fields.keySet().forEach(name -> check(name, id));
    return new Update(id, fields);
  }

  private static void check(String name, String id) {
    try {
      AttributeRules.name(name);
    } catch (IllegalArgumentException e) {
      throw refused("The record of profile " + id + " can't be sent: " + e.getMessage());
    }
  }

  private static Map<String, String> fields(String record) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(record)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          throw refused("A profile's field " + name + " is no single value");
        }
        if (value != JsonToken.VALUE_NULL && !parser.getText().isEmpty()) {
          fields.put(name, parser.getText());
        }
      }
    } catch (IOException e) {
      throw refused("A record is no JSON object");
    }
    return fields;
  }

  private static String encoded(String text) {
    try {
      return new String(PercentEncoding.encode(text), US_ASCII);
    } catch (IllegalArgumentException e) {
      throw refused("A record can't be sent: " + e.getMessage());
    }
  }

  private static TargetFault refused(String why) {
    return new TargetFault(TargetFault.Kind.REJECTED, why, null, null);
  }

  /** Which id it is: {@code thirdPartyId}, the company's, or {@code pcId}, Target's. */
  public void setKey(String key) {
    this.key =
        Arrays.stream(KeyType.values())
            .filter(type -> type.label().equals(key))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(key + " is neither thirdPartyId nor pcId"));
  }

  /** The field with the id. */
  public void setIdField(String idField) {
    this.idField = idField;
  }

  /** Records of a batch at most; Target takes 500,000 rows and less than 50 MB. */
  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
  }
}
