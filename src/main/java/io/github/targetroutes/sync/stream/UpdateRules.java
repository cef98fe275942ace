package io.github.targetroutes.sync.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.AttributeRules;
import io.github.targetroutes.sync.Mapping.KeyType;
import io.github.targetroutes.sync.input.SourceRecord;
import io.github.targetroutes.sync.mapping.Mapped;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What Target asks of an update of a profile (Single Profile Update API, Target limits). */
public final class UpdateRules {

  private KeyType key = KeyType.THIRD_PARTY_ID;
  private int maxBytes = 60_000;

  /** A value that can't be sent, and where it stands. */
  private static final class WrongAttribute extends Exception {

    private final String name;

    WrongAttribute(String name, String reason) {
      super(reason, null, false, false);
      this.name = name;
    }
  }

  void judge(SourceRecord record, Mapped mapped, Intake intake) {
    if (mapped instanceof Mapped.Rejected rejected) {
      intake.reject(rejected.reject());
    } else if (mapped instanceof Mapped.Body body) {
      try {
        intake.add(record, update(body));
      } catch (WrongAttribute e) {
        intake.reject(record.reject(e.name, e.getMessage()));
      }
    } else {
      intake.skip();
    }
  }

  private Update update(Mapped.Body body) throws WrongAttribute {
    if (body.delete()) {
      throw new WrongAttribute("", "Target has no call that deletes a profile");
    }
    Optional<String> wrong = key.problem(body.key());
    if (wrong.isPresent()) {
      throw new WrongAttribute("", wrong.get());
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    add(attributes, "", body.body());
    if (attributes.isEmpty()) {
      throw new WrongAttribute("", "the record has no value for any attribute");
    }
    Update update =
        of(body.key(), attributes, 1, Instant.EPOCH, Update.State.OPEN, Instant.EPOCH, 1);
    if (isTooLong(update)) {
      throw new WrongAttribute("", tooLong());
    }
    return update;
  }

  /** Inner objects become names with dots. */
  private static void add(Map<String, String> attributes, String name, JsonNode value)
      throws WrongAttribute {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        add(
            attributes,
            name.isEmpty() ? field.getKey() : name + "." + field.getKey(),
            field.getValue());
      }
      return;
    }
    if (value.isArray()) {
      throw new WrongAttribute(name, "the value is a list and no text");
    }
    String text = value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
    if (value.isNull() || text.isEmpty()) {
      return;
    }
    try {
      AttributeRules.name(name);
    } catch (IllegalArgumentException e) {
      throw new WrongAttribute(name, e.getMessage());
    }
    attributes.put(name, text);
  }

  /** Whether it is more than one call may carry. */
  boolean isTooLong(Update update) {
    return update.form().length() > maxBytes;
  }

  /** Why a record is rejected whose update is too long. */
  String tooLong() {
    return "the update of its profile, encoded, is longer than " + maxBytes + " bytes";
  }

  Update of(
      String id,
      Map<String, String> attributes,
      long events,
      Instant since,
      Update.State state,
      Instant due,
      long version) {
    return new Update(key, id, attributes, events, since, state, due, version);
  }

  /** Which key of Target the mapping's key is: {@code thirdPartyId} or {@code pcId}. */
  public void setKey(String key) {
    this.key =
        Arrays.stream(KeyType.values())
            .filter(type -> type.label().equals(key))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "sync.profiles-stream.key=" + key + " must be thirdPartyId or pcId"));
  }

  /** An update, encoded, has so many bytes at most; Adobe: 60 KB in a POST. */
  public void setMaxBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }
}
