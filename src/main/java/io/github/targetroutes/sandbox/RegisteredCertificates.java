package io.github.targetroutes.sandbox;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public certificates attached to the credential. Files are read when they are first needed and
 * again when they have changed, so that keys may be made and rotated while the sandbox runs.
 */
final class RegisteredCertificates {

  private static final Logger LOG = LoggerFactory.getLogger(RegisteredCertificates.class);

  private record Read(FileTime changed, List<X509Certificate> certificates) {}

  private final List<X509Certificate> given;
  private final List<Path> files;
  private final Map<Path, Read> read = new HashMap<>();

  /**
   * @throws ConfigurationException when a file is there and holds no certificate
   */
  RegisteredCertificates(List<X509Certificate> given, List<Path> files) {
    this.given = given;
    this.files = files;
    for (Path file : files) {
      try {
        refresh(file);
      } catch (IOException | CertificateException e) {
        throw new ConfigurationException(
            "sandbox.certificate names "
                + file
                + ", which holds no X.509 certificate in PEM or DER form; name the public"
                + " certificate, not the key.",
            e);
      }
    }
  }

  synchronized List<X509Certificate> all() {
    List<X509Certificate> all = new ArrayList<>(given);
    for (Path file : files) {
      try {
        all.addAll(refresh(file));
      } catch (IOException | CertificateException e) {
        LOG.warn("The certificate {} can't be read and is left out: {}", file, e.getMessage());
      }
    }
    return all;
  }

  private List<X509Certificate> refresh(Path file) throws IOException, CertificateException {
    if (Files.notExists(file)) {
      return List.of();
    }
    FileTime changed = Files.getLastModifiedTime(file);
    Read known = read.get(file);
    if (known == null || !known.changed().equals(changed)) {
      known = new Read(changed, parse(file));
      read.put(file, known);
    }
    return known.certificates();
  }

  private static List<X509Certificate> parse(Path file) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new CertificateException("no certificate in it");
      }
      return certificates;
    }
  }
}
