package io.github.targetroutes.sandbox;

import java.util.List;
import org.h2.mvstore.MVMap;

/** Who refers to whom, so that nothing is deleted that something else needs. */
final class References {

  private final MVMap<String, String> byTarget;

  References(SandboxState state) {
    this.byTarget = state.texts("references");
  }

  void add(String family, long id, List<Fields.Reference> targets) {
    for (Fields.Reference target : targets) {
      byTarget.put(key(target) + family + " " + id, "");
    }
  }

  void remove(String family, long id, List<Fields.Reference> targets) {
    for (Fields.Reference target : targets) {
      byTarget.remove(key(target) + family + " " + id);
    }
  }

  /** A resource that refers to this one, such as {@code activities 7}, or null. */
  String to(String family, long id) {
    String key = key(new Fields.Reference(family, id));
    String first = byTarget.ceilingKey(key);
    return first != null && first.startsWith(key) ? first.substring(key.length()) : null;
  }

  private static String key(Fields.Reference target) {
    return target.family() + " " + target.id() + " < ";
  }

  void clear() {
    byTarget.clear();
  }
}
