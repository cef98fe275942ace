package io.github.targetroutes.doctor;

import java.util.regex.Pattern;

/** What a value of the Console looks like: most mistakes are a value in another one's line. */
enum Kind {
  ORGANIZATION("an organisation id (…@AdobeOrg)", "[^@\\s]+@AdobeOrg"),
  TECHNICAL_EMAIL(
      "a technical account's e-mail address, which is not its id",
      "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@techacct\\.adobe\\.com"),
  TECHNICAL_ACCOUNT(
      "a technical account id (…@techacct.adobe.com)", "[^@\\s]+@techacct\\.adobe\\.com"),
  CLIENT_ID("a client id (32 hexadecimal digits)", "[0-9a-f]{32}"),
  ADDRESS("an address", "(?i)https?://.*|[\\w.-]+\\.(com|net|io)(/.*)?"),
  EMAIL("an e-mail address", "\\S+@\\S+"),
  OTHER("something else", "(?s).*");

  private final String words;
  private final Pattern form;

  Kind(String words, String form) {
    this.words = words;
    this.form = Pattern.compile(form);
  }

  String words() {
    return words;
  }

  static Kind of(String value) {
    for (Kind kind : values()) {
      if (kind.form.matcher(value).matches()) {
        return kind;
      }
    }
    return OTHER;
  }
}
