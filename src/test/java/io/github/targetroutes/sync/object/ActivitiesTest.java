package io.github.targetroutes.sync.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.change.BrokenRule;
import io.github.targetroutes.target.BatchOperation;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivitiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Activities activities = new Activities();

  private static ObjectNode activity(String fields) throws IOException {
    return (ObjectNode) JSON.readTree("{" + fields.replace('\'', '"') + "}");
  }

  private ObjectNode check(String fields) throws IOException, BrokenRule {
    return activities.check("key", activity(fields));
  }

  /** Those that Adobe's specification has. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-12-01",
        "2026-12-01T08",
        "2026-12-01T08:00",
        "2026-12-01T08:00:00",
        "2026-12-01T08:00:00Z",
        "2026-12-01T08:00:00.250+01:00",
        "2026-12-01T08:00:00+0100"
      })
  void aTimeMayBeWrittenAsTargetTakesIt(String time) throws Exception {
    ObjectNode checked = check("'startsAt': '" + time + "'");

    assertThat(checked.path("startsAt").asText()).isEqualTo(time);
    assertThatThrownBy(() -> check("'startsAt': '" + time + "', 'endsAt': '2026-11-30'"))
        .hasMessageContaining("not after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01.12.2026", "2026-02-30", "2026-12-01T25:00", "soon"})
  void whatIsNoTimeIsNoSchedule(String time) {
    assertThatThrownBy(() -> check("'startsAt': '" + time + "'"))
        .isInstanceOf(BrokenRule.class)
        .hasMessageContaining("startsAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1000", "1.5", "'5'", "99999999999"})
  void aPriorityIsAWholeNumberTo999(String priority) throws Exception {
    assertThat(check("'priority': 999").path("priority").asInt()).isEqualTo(999);
    assertThatThrownBy(() -> check("'priority': " + priority))
        .isInstanceOf(BrokenRule.class)
        .hasMessageContaining("priority");
  }

  @Test
  void thePartsOfAnActivityAreSetOneByOneTheStateLast() throws Exception {
    ObjectNode part = check("'state': 'approved', 'endsAt': '2026-12-24', 'name': 'New'");

    assertThat(activities.update(TargetId.of("xt/12"), part))
        .extracting(BatchOperation::operation)
        .containsExactly(
            "update-activity-name", "update-activity-schedule", "update-activity-state");
    assertThat(activities.update(TargetId.of("xt/12"), part))
        .extracting(BatchOperation::body)
        .extracting(JsonNode::size)
        .containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'options': []", "'state': 'approved', 'workspace': '1'"})
  void moreThanAPartNeedsAType(String fields) {
    assertThatThrownBy(() -> check(fields))
        .isInstanceOf(BrokenRule.class)
        .hasMessageContaining("no type");
  }

  @Test
  void anotherThirdPartyIdThanTheKeyWouldNeverBeFoundAgain() {
    assertThatThrownBy(() -> check("'thirdPartyId': 'other', 'state': 'saved'"))
        .isInstanceOf(BrokenRule.class)
        .hasMessageContaining("not the key");
  }

  @Test
  void aListingTellsOnlyOfWhatTheFlowCanChange() throws IOException {
    assertThat(activities.key(activity("'type': 'auto_allocate', 'thirdPartyId': 'a'")))
        .isEqualTo("a");
    assertThat(activities.key(activity("'type': 'mvt', 'thirdPartyId': 'a'"))).isNull();
    assertThat(activities.key(activity("'type': 'ab', 'name': 'made by hand'"))).isNull();
    assertThat(activities.key(activity("'type': 'ab', 'thirdPartyId': 'a', 'state': 'deleted'")))
        .isNull();
  }
}
