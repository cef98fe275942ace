package io.github.targetroutes.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one profile of all rows of an id: for each attribute the last value that isn't empty. A row
 * that would make its profile too long is left out, and the profile stays as it was.
 */
final class Merge {

  /** Heap that a profile fills beyond its bytes, which are there twice for the id: objects, map. */
  private static final int OVERHEAD = 200;

  private final int maxProfileBytes;
  private final Map<String, Profile> profiles = new HashMap<>();
  private long memory;

  Merge(int maxProfileBytes) {
    this.maxProfileBytes = maxProfileBytes;
  }

  /** Takes the next row in the order of the source; false when it is left out. */
  boolean add(ProfileRow row) {
    Profile added = Profile.of(row);
    Profile earlier = profiles.putIfAbsent(added.id(), added);
    if (earlier == null) {
      memory += OVERHEAD + added.id().length() + added.encoded().length;
      return true;
    }
    Profile merged = earlier.with(row);
    if (merged.encoded().length > maxProfileBytes) {
      return false;
    }
    profiles.put(merged.id(), merged);
    memory += merged.encoded().length - earlier.encoded().length;
    return true;
  }

  /** Bytes of the heap that the profiles fill, estimated. */
  long memory() {
    return memory;
  }

  int size() {
    return profiles.size();
  }

  List<Profile> sorted() {
    return profiles.values().stream().sorted(Profile.ORDER).toList();
  }
}
