package io.github.targetroutes.auth;

/**
 * The credentials are readable but not acceptable: key and certificate don't belong together, the
 * certificate's time is over, or a signature doesn't fit. The message is one sentence that says
 * what is wrong and what to do; it never holds a secret. The program ends with exit code 3,
 * credentials refused.
 */
public class CredentialException extends RuntimeException {

  public CredentialException(String message) {
    super(message);
  }

  public CredentialException(String message, Throwable cause) {
    super(message, cause);
  }
}
