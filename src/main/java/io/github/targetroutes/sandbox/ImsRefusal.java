package io.github.targetroutes.sandbox;

/**
 * IMS says no; status, {@code error} and {@code error_description} of Adobe's archived list of JWT
 * exchange errors.
 */
final class ImsRefusal extends Exception {

  private final int status;
  private final String error;

  ImsRefusal(int status, String error, String description) {
    super(description, null, false, false);
    this.status = status;
    this.error = error;
  }

  Answer answer() {
    return Answer.ims(status, error, getMessage());
  }
}
