package io.github.targetroutes.sandbox;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** All profiles, by what they are known by. */
final class ProfileStore {

  /** Bytes of external data that one profile may hold (profile-bulk-api: 64 KB). */
  private static final int LARGEST = 64 * 1024;

  /** What became of one row of a bulk file. */
  enum Applied {
    /** The profile was not there before. */
    CREATED,
    /** The profile was there, and this processing of the file had not touched it yet. */
    UPDATED,
    /** This processing of the file had touched the profile already. */
    UPDATED_AGAIN,
    NOT_FOUND,
    FAILED
  }

  /** A profile with what it is known by. */
  record Kept(ProfileKey key, String id, Profile profile) {}

  private final MVMap<String, byte[]> profiles;
  private final MVMap<String, String> names;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  ProfileStore(SandboxState state) {
    this.profiles = state.blobs("profiles");
    this.names = state.texts("profile-attributes");
    known.addAll(names.keyList());
  }

  Optional<Profile> find(ProfileKey key, String id) {
    return Optional.ofNullable(profiles.get(key.stored(id))).map(Profile::decode);
  }

  long size() {
    return profiles.sizeAsLong();
  }

  /** All of them, in the order of their places. */
  Iterator<Kept> all() {
    Cursor<String, byte[]> cursor = profiles.cursor(null);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return cursor.hasNext();
      }

      @Override
      public Kept next() {
        String stored = cursor.next();
        return new Kept(
            ProfileKey.ofStored(stored),
            ProfileKey.idOfStored(stored),
            Profile.decode(cursor.getValue()));
      }
    };
  }

  /** The names of all attributes that any profile has ever had. */
  Set<String> attributeNames() {
    return Set.copyOf(known);
  }

  void clear() {
    profiles.clear();
    names.clear();
    known.clear();
  }

  /** A visit: changes a profile, or makes it, and drops what does not fit into it. */
  synchronized void visit(ProfileKey key, String id, Map<String, String> values, Instant now) {
    Profile old = find(key, id).orElse(new Profile(0, 0, new LinkedHashMap<>()));
    Profile merged = merged(old.attributes(), values, now, false, old.run());
    if (merged.size() <= LARGEST) {
      profiles.put(key.stored(id), merged.encode());
    }
  }

  /** A single update: changes a profile that is there and drops the rest without a word (E2). */
  synchronized void update(ProfileKey key, String id, Map<String, String> values, Instant now) {
    find(key, id)
        .map(old -> merged(old.attributes(), values, now, false, old.run()))
        .filter(merged -> merged.size() <= LARGEST)
        .ifPresent(merged -> profiles.put(key.stored(id), merged.encode()));
  }

  /**
   * One row of a bulk file. v2 creates a missing profile, v1 ignores it. For a third-party id, v2
   * takes away what earlier v2 rows wrote (E3: the second of two batches replaces the first's
   * attributes; the sandbox holds to that within one file too). Empty values are left out by the
   * caller; a row without values changes no profile that is there.
   */
  synchronized Applied apply(
      ProfileKey key, String id, Map<String, String> values, boolean v2, long run, Instant now) {
    String stored = key.stored(id);
    byte[] found = profiles.get(stored);
    if (found == null) {
      return missing(v2, stored, values, run, now);
    }
    Profile old = Profile.decode(found);
    Map<String, Profile.Attribute> kept = old.attributes();
    if (v2 && key == ProfileKey.THIRD_PARTY_ID && !values.isEmpty()) {
      kept.values().removeIf(Profile.Attribute::bulk);
    }
    Profile merged = merged(kept, values, now, v2, run);
    if (merged.size() > LARGEST) {
      return Applied.FAILED;
    }
    profiles.put(stored, merged.encode());
    return old.run() == run ? Applied.UPDATED_AGAIN : Applied.UPDATED;
  }

  private Applied missing(
      boolean create, String stored, Map<String, String> values, long run, Instant now) {
    if (!create) {
      return Applied.NOT_FOUND;
    }
    Profile made = merged(new LinkedHashMap<>(), values, now, true, run);
    if (made.size() > LARGEST) {
      return Applied.FAILED;
    }
    profiles.put(stored, made.encode());
    return Applied.CREATED;
  }

  private Profile merged(
      Map<String, Profile.Attribute> kept,
      Map<String, String> values,
      Instant now,
      boolean bulk,
      long run) {
    long time = now.toEpochMilli();
    values.forEach(
        (name, value) -> {
          kept.put(name, new Profile.Attribute(value, time, bulk));
          if (known.add(name)) {
            names.put(name, "");
          }
        });
    return new Profile(time, run, kept);
  }
}
