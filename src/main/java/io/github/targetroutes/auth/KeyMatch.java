package io.github.targetroutes.auth;

import io.github.targetroutes.auth.KeyItem.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which keys and certificates of some files belong together. Of several certificates in a file the
 * first counts, as the others are those of its issuers.
 *
 * @param verdict whether each key has its certificate and each certificate its key
 * @param sentences what belongs together and what stands alone; empty when there is nothing to
 *     compare
 */
public record KeyMatch(Verdict verdict, List<String> sentences) {

  /** What comparing came to. */
  public enum Verdict {
    /** There is nothing to compare. */
    NONE,
    /** All belong together. */
    YES,
    /** A key has no certificate, or a certificate no key. */
    NO,
    /** What stands alone may belong to something that is encrypted. */
    UNKNOWN
  }

  private record Named(String name, KeyItem item) {
    boolean isCertificate() {
      return item.kind() == Kind.CERTIFICATE;
    }
  }

  /** Compares the public keys of all that could be opened. */
  public static KeyMatch of(List<KeyFile> files) {
    List<Named> open = new ArrayList<>();
    List<Named> locked = new ArrayList<>();
    for (KeyFile file : files) {
      for (Named named : counting(file)) {
        (named.item.locked() ? locked : open).add(named);
      }
    }
    Map<String, List<Named>> families = new LinkedHashMap<>();
    open.forEach(
        named ->
            families
                .computeIfAbsent(named.item.publicKeySha256(), key -> new ArrayList<>())
                .add(named));
    return judged(List.copyOf(families.values()), locked, pairs(open, locked));
  }

  private static List<Named> counting(KeyFile file) {
    List<Named> counting = new ArrayList<>();
    for (KeyItem item : file.items()) {
      Named named = new Named("the " + item.kind().words() + " of " + file.file(), item);
      boolean issuer =
          named.isCertificate()
              && counting.stream().anyMatch(Named::isCertificate)
              && !sameKeyAsOneOf(counting, item);
      if (!issuer) {
        counting.add(named);
      }
    }
    return counting;
  }

  private static boolean sameKeyAsOneOf(List<Named> others, KeyItem item) {
    return others.stream()
        .anyMatch(other -> item.publicKeySha256().equals(other.item.publicKeySha256()));
  }

  /** Keys alone, or certificates alone, are no pairs that could be wrong. */
  private static boolean pairs(List<Named> open, List<Named> locked) {
    long kinds = open.stream().map(named -> named.item.kind()).distinct().count();
    return kinds > 1 || !locked.isEmpty() && open.stream().anyMatch(Named::isCertificate);
  }

  private static KeyMatch judged(List<List<Named>> families, List<Named> locked, boolean pairs) {
    List<String> sentences = new ArrayList<>();
    boolean alone = false;
    for (List<Named> family : families) {
      if (family.size() > 1) {
        sentences.add(sentence(family, "belong together"));
      } else if (pairs && locked.isEmpty()) {
        alone = true;
        sentences.add(sentence(family, "belongs to none of the others"));
      }
    }
    for (Named named : pairs ? locked : List.<Named>of()) {
      sentences.add(
          sentence(
              List.of(named),
              "is encrypted: what it belongs to can't be told without its passphrase"));
    }
    if (sentences.isEmpty()) {
      return new KeyMatch(Verdict.NONE, sentences);
    }
    Verdict open = locked.isEmpty() ? Verdict.YES : Verdict.UNKNOWN;
    return new KeyMatch(alone ? Verdict.NO : open, List.copyOf(sentences));
  }

  private static String sentence(List<Named> family, String words) {
    String names =
        String.join(", ", family.stream().map(Named::name).toList())
            .replaceFirst("(.*), ", "$1 and ");
    return Character.toUpperCase(names.charAt(0)) + names.substring(1) + " " + words + ".";
  }
}
