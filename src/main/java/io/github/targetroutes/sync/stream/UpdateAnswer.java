package io.github.targetroutes.sync.stream;

import io.github.targetroutes.target.TargetFault;

/** Reads what Target answers to an update of a profile. */
public final class UpdateAnswer {

  /** As the document has it; the answer may come with or without the tags around it. */
  private static final String SUBMITTED = "successfully submitted";

  private static final int QUOTED = 200;

  /**
   * Makes sure that Target took the update (Single Profile Update API). It says only that it took
   * it; when the profile shows it, and whether there is such a profile, it does not say.
   *
   * @throws TargetFault REJECTED where it does not say so
   */
  public void judge(String answer) {
    String said = answer == null ? "" : answer.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (!said.contains(SUBMITTED)) {
      throw new TargetFault(
          TargetFault.Kind.REJECTED,
          "Target answered 200 to update-profile, but does not say that it took the update: "
              + (said.isEmpty() ? "it said nothing" : '"' + quoted(said) + '"'),
          null,
          null);
    }
  }

  private static String quoted(String text) {
    return text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
  }
}
