package io.github.targetroutes.auth;

/**
 * What one claim of a JWT came to.
 *
 * @param claim its name
 * @param ok whether IMS would take it
 * @param words what it says, or what is wrong with it and what to do
 */
public record ClaimCheck(String claim, boolean ok, String words) {

  static ClaimCheck ok(String claim, String words) {
    return new ClaimCheck(claim, true, words);
  }

  static ClaimCheck wrong(String claim, String words) {
    return new ClaimCheck(claim, false, words);
  }
}
