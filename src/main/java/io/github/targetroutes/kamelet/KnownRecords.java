package io.github.targetroutes.kamelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which records have come before, and in which form: of each its id and a fingerprint are kept, in
 * memory. Those that have not come for the longest time are forgotten where there are too many.
 */
public final class KnownRecords {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Cache<String, String> known;
  private String idField = "id";
  private boolean all = true;

  public KnownRecords() {
    setRemember(100_000);
  }

  /** Whether a record is to be passed on: it is new or changed, or all are. */
  public boolean isWanted(String record) throws JsonProcessingException {
    return all || !fingerprint(record).equals(known.getIfPresent(id(record)));
  }

  /** Takes note of a record that was passed on. */
  public void note(String record) throws JsonProcessingException {
    if (!all) {
      known.put(id(record), fingerprint(record));
    }
  }

  /** A record without an id is known by all that is in it. */
  private String id(String record) throws JsonProcessingException {
    JsonNode id = JSON.readTree(record).path(idField);
    return id.isValueNode() ? id.asText() : fingerprint(record);
  }

  private static String fingerprint(String record) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(record.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Whether only new and changed records are wanted. */
  public void setOnlyChanged(boolean onlyChanged) {
    this.all = !onlyChanged;
  }

  /** The field by which a record is known. */
  public void setIdField(String idField) {
    this.idField = idField;
  }

  /** How many records are kept in mind. */
  public void setRemember(long remember) {
    known = Caffeine.newBuilder().maximumSize(remember).build();
  }
}
