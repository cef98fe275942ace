package io.github.targetroutes.sync.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.targetroutes.sync.Mapping.KeyType;
import io.github.targetroutes.sync.PercentEncoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be changed in one profile, by one event or by several. Never holds more than one call
 * may carry.
 *
 * @param key which key of Target the id is
 * @param attributes their names, without {@code profile.}, and values, none of them empty
 * @param events those that went into it and are not accounted for
 * @param since when the first of these came
 * @param state why it waits
 * @param due until when it waits
 * @param version grows with every event
 */
public record Update(
    KeyType key,
    String id,
    Map<String, String> attributes,
    long events,
    Instant since,
    State state,
    Instant due,
    long version) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);

  /** Why an update waits. */
  public enum State {
    /** For more events of its profile. */
    OPEN,
    /** For Target to know its profile. */
    PARKED,
    /** For a profile that Target was asked to create. */
    CREATED
  }

  /** This update with the values of a later event. */
  Update with(Update later) {
    Map<String, String> merged = new LinkedHashMap<>(attributes);
    merged.putAll(later.attributes);
    return new Update(
        key, id, merged, events + later.events, since, state, due, version + later.version);
  }

  /** This update, waiting until another time. */
  Update waitingUntil(Instant time) {
    return new Update(key, id, attributes, events, since, state, time, version);
  }

  /**
   * The body of the call, as a form in percent-encoded UTF-8 (Single Profile Update API). It is
   * ASCII, so that its length is the number of its bytes.
   */
  public String form() {
    String name = key == KeyType.PC_ID ? "mboxPC" : "mbox3rdPartyId";
    return attributes.entrySet().stream()
        .map(one -> "&profile." + encoded(one.getKey()) + "=" + encoded(one.getValue()))
        .collect(Collectors.joining("", name + "=" + encoded(id), ""));
  }

  /** A batch of this profile alone, with which Target creates it (Bulk Profile Update API). */
  public String batch() {
    return attributes.keySet().stream()
            .map(Update::encoded)
            .collect(Collectors.joining(",", "batch=" + key.label() + ",", "\n"))
        + attributes.values().stream()
            .map(Update::encoded)
            .collect(Collectors.joining(",", encoded(id) + ",", "\n"));
  }

  private static String encoded(String text) {
    return new String(PercentEncoding.encode(text), US_ASCII);
  }

  /** Values for the path of the call that asks for the profile, by either name of its id. */
  public Map<String, Object> path() {
    return Map.of("thirdPartyId", id, "tntId", id);
  }

  /** In words, without the profile's id, which is somebody's. */
  public String label() {
    return events == 1 ? "update of an event" : "update of " + events + " events";
  }

  /**
   * What it is called as a dead letter: by the time of its first event, and by a fingerprint in
   * place of the profile's id.
   */
  public String letter() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
      return NAME.format(since) + "-update-" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Update[events=" + events + ", state=" + state + "]";
  }
}
