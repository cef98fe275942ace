package io.github.targetroutes.export;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One row of a report.
 *
 * @param task the report
 * @param head what the report says about itself
 * @param adobes the row as Adobe gives it
 */
record ReportRow(ReportTask task, ReportHead head, JsonNode adobes) {

  /** The local id of the experience; of Automated Personalization the id of the decision stack. */
  Long experience() {
    JsonNode id =
        adobes.hasNonNull("experienceLocalId")
            ? adobes.get("experienceLocalId")
            : adobes.path("decisionStackId");
    return id.isIntegralNumber() ? id.longValue() : null;
  }

  String experienceName() {
    return head.experiences().getOrDefault(experience(), "");
  }
}
