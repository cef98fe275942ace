package io.github.targetroutes.cli;

import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.KeyFile;
import io.github.targetroutes.auth.KeyItem;
import io.github.targetroutes.auth.PrivateKeys;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What files with keys and certificates hold, for people and for programs.
 *
 * @param files the files
 * @param now the time by which certificates are judged
 */
record KeyReport(List<KeyFile> files, Instant now) {

  /** Adobe sends its weekly mails from this long before the end ("cert-expiry.md"). */
  private static final Duration SOON = Duration.ofDays(30);

  private static final int ADVISED_BITS = 2048;

  /** Whether a certificate has ended or hasn't begun. */
  boolean anyOutOfTime() {
    return files.stream()
        .flatMap(file -> file.items().stream())
        .map(KeyItem::certificate)
        .anyMatch(certificate -> certificate != null && (ended(certificate) || early(certificate)));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (KeyFile file : files) {
      lines.add(file.file().toString());
      for (KeyItem item : file.items()) {
        facts(item).forEach((name, value) -> lines.add("  %-19s %s".formatted(name, value)));
      }
      warnings(file).forEach(warning -> lines.add("  warning             " + warning));
    }
    return lines;
  }

  List<Map<String, Object>> json() {
    List<Map<String, Object>> json = new ArrayList<>();
    for (KeyFile file : files) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", file.file().toString());
      one.put("items", file.items().stream().map(this::json).toList());
      one.put("warnings", warnings(file));
      json.add(one);
    }
    return json;
  }

  private Map<String, String> facts(KeyItem item) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(item.kind().words(), size(item) + item.form() + secrecy(item));
    if (!item.locked()) {
      facts.put("public key SHA-256", item.publicKeySha256());
    }
    X509Certificate certificate = item.certificate();
    if (certificate != null) {
      facts.put("subject", Certificates.subject(certificate));
      facts.put("SHA-1", Certificates.sha1(certificate));
      facts.put("SHA-256", Certificates.sha256(certificate));
      facts.put("expires", Certificates.expiry(certificate) + " (" + distance(certificate) + ")");
    }
    return facts;
  }

  private static String size(KeyItem item) {
    if (item.locked()) {
      return "";
    }
    return item.bits().isPresent()
        ? item.algorithm() + " " + item.bits().getAsInt() + ", "
        : item.algorithm() + ", ";
  }

  private static String secrecy(KeyItem item) {
    if (item.encryption() != null) {
      return ", encrypted (" + item.encryption() + ")" + (item.locked() ? ", not opened" : "");
    }
    return item.kind() == KeyItem.Kind.PRIVATE_KEY ? ", not encrypted" : "";
  }

  private Map<String, Object> json(KeyItem item) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", item.kind().words());
    json.put("form", item.form());
    json.put("encrypted", item.encryption() != null);
    json.put("encryption", item.encryption());
    json.put("opened", !item.locked());
    json.put("algorithm", item.algorithm());
    json.put("bits", item.bits().isPresent() ? item.bits().getAsInt() : null);
    json.put("public_key_sha256", item.publicKeySha256());
    X509Certificate certificate = item.certificate();
    if (certificate != null) {
      json.put("subject", Certificates.subject(certificate));
      json.put("sha1", Certificates.sha1(certificate));
      json.put("sha256", Certificates.sha256(certificate));
      json.put("valid_from", certificate.getNotBefore().toInstant().toString());
      json.put("expires", Certificates.expiry(certificate));
      json.put("expires_at", certificate.getNotAfter().toInstant().toString());
      json.put("days_left", left(certificate).toDays());
    }
    return json;
  }

  private List<String> warnings(KeyFile file) {
    List<String> warnings = new ArrayList<>();
    for (KeyItem item : file.items()) {
      if (item.certificate() != null) {
        warnings.addAll(warnings(item));
      }
    }
    boolean secret = file.items().stream().anyMatch(KeyReport::secret);
    if (secret && PrivateKeys.readableByOthers(file.file())) {
      warnings.add("other users may read this private key; chmod 600 it");
    }
    return warnings;
  }

  private List<String> warnings(KeyItem item) {
    List<String> warnings = new ArrayList<>();
    X509Certificate certificate = item.certificate();
    if (ended(certificate)) {
      warnings.add("the certificate has expired; IMS takes no JWT that is signed with its key");
    } else if (early(certificate)) {
      warnings.add("the certificate isn't valid before " + certificate.getNotBefore().toInstant());
    } else if (left(certificate).compareTo(SOON) < 0) {
      warnings.add("the certificate expires within 30 days");
    }
    if (item.bits().orElse(0) < ADVISED_BITS) {
      warnings.add("Adobe IMS takes RSA signatures, by a key of 2048 bits or more");
    }
    return warnings;
  }

  private static boolean secret(KeyItem item) {
    return item.kind() == KeyItem.Kind.PRIVATE_KEY && item.encryption() == null;
  }

  private String distance(X509Certificate certificate) {
    long days = left(certificate).toDays();
    if (ended(certificate)) {
      return "expired " + -days + " days ago";
    }
    return "in " + days + " days";
  }

  private Duration left(X509Certificate certificate) {
    return Duration.between(now, certificate.getNotAfter().toInstant());
  }

  private boolean ended(X509Certificate certificate) {
    return left(certificate).isNegative();
  }

  private boolean early(X509Certificate certificate) {
    return now.isBefore(certificate.getNotBefore().toInstant());
  }
}
