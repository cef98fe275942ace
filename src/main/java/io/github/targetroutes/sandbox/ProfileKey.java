package io.github.targetroutes.sandbox;

import java.util.Optional;

/** By what a profile is known. Each kind has its own ids; the sandbox never merges two profiles. */
enum ProfileKey {
  PC_ID("pcId"),
  THIRD_PARTY_ID("thirdPartyId");

  /** Characters (profile-single-api). */
  private static final int LONGEST = 256;

  private final String header;

  ProfileKey(String header) {
    this.header = header;
  }

  /** The key column of a bulk file, spelled so and not otherwise (profile-bulk-api). */
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

  /**
   * The place of a profile in the store: 43 bits, spread evenly whatever the ids look like.
   * Different profiles may share a place.
   */
  static long place(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return ((hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L) >>> 21;
  }

  /** The key under which the profile is stored; keys are ordered by place. */
  String stored(String id) {
    char[] key = new char[9 + id.length()];
    long place = place(id);
    // Seven bits a character, so that each takes one byte.
    for (int i = 6; i >= 0; i--) {
      key[i] = (char) (place & 0x7f);
      place >>>= 7;
    }
    key[7] = this == PC_ID ? 'P' : 'T';
    key[8] = ':';
    id.getChars(0, id.length(), key, 9);
    return new String(key);
  }

  /** The kind of key that {@link #stored} made this from. */
  static ProfileKey ofStored(String stored) {
    return stored.charAt(7) == 'P' ? PC_ID : THIRD_PARTY_ID;
  }

  /** The id that {@link #stored} made this from. */
  static String idOfStored(String stored) {
    return stored.substring(9);
  }
}
