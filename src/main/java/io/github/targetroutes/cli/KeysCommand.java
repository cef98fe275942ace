package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.ServiceAccountKeys;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Step 1 of the article: makes a private key and its certificate. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    subcommands = {KeysInspectCommand.class, KeysConvertCommand.class},
    description = "Makes a private key and a self-signed certificate for Adobe Developer Console.")
public final class KeysCommand implements Callable<Integer> {

  private static final Set<Integer> SIZES = Set.of(2048, 3072, 4096);

  @Mixin private PassphraseOption passphrase;
  @Mixin private Output output;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "",
      description = "Where to write the files (default: this folder).")
  private Path folder;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      defaultValue = "CN=target-routes",
      description = "Subject of the certificate (default: ${DEFAULT-VALUE}).")
  private String subject;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "365",
      description = "Days that the certificate is valid, 1 to 3653 (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--bits",
      paramLabel = "BITS",
      defaultValue = "2048",
      description = "Length of the RSA key: 2048, 3072 or 4096 (default: ${DEFAULT-VALUE}).")
  private int bits;

  @Override
  public Integer call() {
    if (!SIZES.contains(bits)) {
      throw new ConfigurationException(
          "--bits is " + bits + ", but a key has 2048, 3072 or 4096 bits; choose one of them.");
    }
    Clock clock = Clock.systemUTC();
    Certificates.requireSubjectAndDays(subject, days, clock);
    ServiceAccountKeys files = ServiceAccountKeys.in(folder);
    files.requireAbsent();
    char[] secret = passphrase.chosen();
    KeyPair pair = Certificates.newKeyPair(bits);
    X509Certificate certificate = Certificates.selfSigned(pair, subject, days, clock);
    files.write(pair, certificate, secret);
    output.print(
        json(files, certificate, secret != null), text(files, certificate, secret != null));
    return 0;
  }

  private Map<String, Object> json(
      ServiceAccountKeys files, X509Certificate certificate, boolean encrypted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("private_key", files.privateKey().toString());
    json.put("secret_key", files.secretKey().toString());
    json.put("certificate", files.certificate().toString());
    json.put("bits", bits);
    json.put("encrypted", encrypted);
    json.put("subject", Certificates.subject(certificate));
    json.put("sha1", Certificates.sha1(certificate));
    json.put("sha256", Certificates.sha256(certificate));
    json.put("expires", Certificates.expiry(certificate));
    json.put("expires_at", certificate.getNotAfter().toInstant().toString());
    return json;
  }

  private String text(ServiceAccountKeys files, X509Certificate certificate, boolean encrypted) {
    String secrecy = encrypted ? "encrypted by the passphrase" : "not encrypted: keep it secret";
    return """
    private key  %s (RSA %d, PKCS#8 in PEM, %s)
    same key     %s (PKCS#8 in DER, %s)
    certificate  %s (%s)
    SHA-1        %s
    SHA-256      %s
    expires      %s

    Next: upload %s in Adobe Developer Console, which then shows the same SHA-1 and expiry, \
    and set adobe.ims.private-key=%s%s.\
    """
        .formatted(
            files.privateKey(),
            bits,
            secrecy,
            files.secretKey(),
            encrypted ? "encrypted too" : "not encrypted",
            files.certificate(),
            Certificates.subject(certificate),
            Certificates.sha1(certificate),
            Certificates.sha256(certificate),
            Certificates.expiry(certificate),
            files.certificate(),
            files.privateKey(),
            encrypted ? " and adobe.ims.private-key-passphrase" : "");
  }
}
