package io.github.targetroutes;

/**
 * Something that the operator configured can't be used. The message is one sentence that names the
 * setting or file, says what is wrong with it and what to do; it never holds a secret. The program
 * ends with exit code 2.
 */
public class ConfigurationException extends RuntimeException {

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
