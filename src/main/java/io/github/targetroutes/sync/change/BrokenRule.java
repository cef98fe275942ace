package io.github.targetroutes.sync.change;

/** A rule of Target that an object breaks, found before it is sent. */
public final class BrokenRule extends Exception {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the field at fault, or empty where it is the whole object
   * @param reason in words, without any of the object's data
   */
  public BrokenRule(String field, String reason) {
    super(reason, null, false, false);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
