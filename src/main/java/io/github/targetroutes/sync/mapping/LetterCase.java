package io.github.targetroutes.sync.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Which letters a value is written in, whatever the language. */
public enum LetterCase {
  @JsonProperty("upper")
  UPPER,
  @JsonProperty("lower")
  LOWER;

  String of(String value) {
    return this == UPPER ? value.toUpperCase(Locale.ROOT) : value.toLowerCase(Locale.ROOT);
  }
}
