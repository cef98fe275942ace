package io.github.targetroutes.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values that must not be shown, and the search for them.
 *
 * <p>A text is read once, with a rolling hash over the last six characters. Where the hash is that
 * of the end of a known value, the value is compared. Ends are looked for, not beginnings, because
 * all tokens of one issuer begin alike.
 */
final class KnownSecrets {

  static final int SHORTEST = 6;
  private static final int SHORTEST_LINE = 16;
  private static final String MASK = "***";
  private static final String JWT = "eyJ";

  private final int limit;
  private final Set<String> values = new LinkedHashSet<>();
  private volatile Index index = Index.of(Set.of());

  KnownSecrets(int limit) {
    this.limit = limit;
  }

  void add(String value) {
    if (value == null || value.strip().length() < SHORTEST) {
      return;
    }
    synchronized (values) {
      boolean known = values.remove(value);
      values.add(value);
      if (values.size() > limit) {
        evict();
      }
      if (!known) {
        index = Index.of(values);
      }
    }
  }

  private void evict() {
    Iterator<String> oldest = values.iterator();
    while (oldest.hasNext()) {
      if (oldest.next().startsWith(JWT)) {
        oldest.remove();
        return;
      }
    }
    oldest = values.iterator();
    oldest.next();
    oldest.remove();
  }

  String mask(String text) {
    List<int[]> found = index.find(text);
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int copied = 0;
    for (int[] span : found) {
      masked.append(text, copied, span[0]);
      masked.append(text.startsWith(JWT, span[0]) ? JWT + MASK : MASK);
      copied = span[1];
    }
    return masked.append(text, copied, text.length()).toString();
  }

  /** All spellings of the values by the hash of their ends. Never changed once made. */
  private static final class Index {

    private static final int BASE = 31;
    private static final int BASE_TO_SHORTEST = BASE * BASE * BASE * BASE * BASE * BASE;
    private static final int BITS = 16;

    private final long[] filter = new long[1 << (BITS - 6)];
    private final Map<Integer, List<String>> byEnd = new HashMap<>();

    static Index of(Set<String> values) {
      Index index = new Index();
      for (String value : values) {
        index.add(value.strip());
        if (value.strip().indexOf('\n') > 0) {
          value
              .lines()
              .map(String::strip)
              .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
              .forEach(index::add);
        }
      }
      return index;
    }

    private void add(String value) {
      for (String spelling : Spellings.of(value)) {
        int hash = 0;
        for (int i = spelling.length() - SHORTEST; i < spelling.length(); i++) {
          hash = hash * BASE + spelling.charAt(i);
        }
        filter[slot(hash) >>> 6] |= 1L << slot(hash);
        List<String> sameEnd = byEnd.computeIfAbsent(hash, h -> new ArrayList<>(1));
        if (!sameEnd.contains(spelling)) {
          sameEnd.add(spelling);
        }
      }
    }

    private static int slot(int hash) {
      return (hash * 0x9E3779B9) >>> (32 - BITS);
    }

    /** Begin and end of what must be masked, in order and never overlapping. */
    List<int[]> find(String text) {
      if (byEnd.isEmpty() || text.length() < SHORTEST) {
        return List.of();
      }
      List<int[]> found = List.of();
      int hash = 0;
      for (int end = 1; end <= text.length(); end++) {
        hash = hash * BASE + text.charAt(end - 1);
        if (end > SHORTEST) {
          hash -= text.charAt(end - 1 - SHORTEST) * BASE_TO_SHORTEST;
        }
        if (end >= SHORTEST && (filter[slot(hash) >>> 6] & 1L << slot(hash)) != 0) {
          int length = longestAt(text, end, hash);
          if (length > 0) {
            found = found.isEmpty() ? new ArrayList<>() : found;
            join(found, end - length, end);
          }
        }
      }
      return found;
    }

    private int longestAt(String text, int end, int hash) {
      int longest = 0;
      for (String value : byEnd.getOrDefault(hash, List.of())) {
        int length = value.length();
        if (length > longest && text.startsWith(value, end - length)) {
          longest = length;
        }
      }
      return longest;
    }

    private static void join(List<int[]> found, int begin, int end) {
      int from = begin;
      while (!found.isEmpty() && found.get(found.size() - 1)[1] > from) {
        from = Math.min(from, found.remove(found.size() - 1)[0]);
      }
      found.add(new int[] {from, end});
    }
  }
}
