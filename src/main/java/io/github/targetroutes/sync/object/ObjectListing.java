package io.github.targetroutes.sync.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.sync.change.Ledger;
import java.util.Map;

/** Takes what Target lists into the ledger, so that it is updated and not created again. */
public final class ObjectListing {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Ledger ledger;

  /** Of objects that have one name, the oldest is taken; new ones come behind what was read. */
  public Map<String, String> query() {
    return Map.of("sortBy", "id");
  }

  /**
   * Takes in one object, unless the flow has nothing to do with it.
   *
   * @param listed as JSON text
   */
  public void take(String flow, ObjectKind kind, String listed) throws JsonProcessingException {
    JsonNode object = JSON.readTree(listed);
    String key = kind.key(object);
    if (key != null && object.hasNonNull("id")) {
      ledger.adopt(
          flow, key, new TargetId(kind.kind(object), object.path("id").asText()).toString());
    }
  }

  public void setLedger(Ledger ledger) {
    this.ledger = ledger;
  }
}
