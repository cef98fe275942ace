package io.github.targetroutes.sandbox;

import java.util.Optional;

/** By what a profile is known. Each kind has its own ids; the sandbox never merges two profiles. */
enum ProfileKey {
  PC_ID("pcId"),
  THIRD_PARTY_ID("thirdPartyId");

  /** Characters (adobe-facts.md E2). */
  private static final int LONGEST = 256;

  private final String header;

  ProfileKey(String header) {
    this.header = header;
  }

  /** The key column of a bulk file, spelled so and not otherwise (adobe-facts.md E3). */
  static Optional<ProfileKey> ofHeader(String name) {
    for (ProfileKey key : values()) {
      if (key.header.equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  String header() {
    return header;
  }

  /** Whether Target takes such an id: a third-party id has no {@code +} and no {@code /}. */
  boolean allows(String id) {
    return !id.isBlank()
        && id.length() <= LONGEST
        && (this == PC_ID || (id.indexOf('+') < 0 && id.indexOf('/') < 0));
  }

  String stored(String id) {
    return (this == PC_ID ? "P" : "T") + id;
  }
}
