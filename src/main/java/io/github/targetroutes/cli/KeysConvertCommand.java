package io.github.targetroutes.cli;

import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.KeyFile;
import io.github.targetroutes.auth.KeyForm;
import io.github.targetroutes.auth.KeyItem;
import io.github.targetroutes.auth.NewFiles;
import io.github.targetroutes.auth.PrivateKeys;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Writes a private key anew in another form. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = "Writes a private key anew in another form, or with another passphrase.")
public final class KeysConvertCommand implements Callable<Integer> {

  @Mixin private PassphraseOption passphrase;
  @Mixin private OutPassphraseOption outPassphrase;
  @Mixin private Output output;

  @Parameters(paramLabel = "IN", description = "The file with the private key, in any form.")
  private Path in;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORM",
      converter = FormName.class,
      description = "pkcs1 or pkcs8 (PEM), der or base64 (PKCS#8), pkcs12.")
  private KeyForm form;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The new file.")
  private Path out;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "The key's certificate, for pkcs12 (default: the one that IN holds).")
  private Path certificate;

  @Option(
      names = "--alias",
      paramLabel = "NAME",
      description = "Which key of a PKCS#12 store that holds several.")
  private String alias;

  @Override
  public Integer call() {
    NewFiles.requireAbsent(List.of(out));
    char[] secret = passphrase.existing();
    PrivateKey key = PassphraseOption.opening(() -> PrivateKeys.read(in, secret, alias));
    X509Certificate paired =
        form == KeyForm.PKCS12 ? PassphraseOption.opening(() -> certificate(key, secret)) : null;
    char[] outSecret = outPassphrase.chosen();
    NewFiles.write(Map.of(out, form.content(key, outSecret, paired)));
    boolean encrypted = outSecret != null;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", out.toString());
    json.put("form", form.name().toLowerCase(Locale.ROOT));
    json.put("encrypted", encrypted);
    json.put("public_key_sha256", Certificates.publicKeySha256(key));
    output.print(
        json,
        "%s written as %s, %s"
            .formatted(
                out,
                json.get("form"),
                encrypted ? "encrypted by the passphrase" : "not encrypted: keep it secret"));
    return 0;
  }

  /** Null where there is none: then the form tells what is missing. */
  private X509Certificate certificate(PrivateKey key, char[] secret) {
    if (certificate != null) {
      return Certificates.read(certificate, secret);
    }
    return KeyFile.read(in, secret).items().stream()
        .map(KeyItem::certificate)
        .filter(found -> found != null && Certificates.matches(key, found))
        .findFirst()
        .orElse(null);
  }

  /** The forms by their names in small letters. */
  static final class FormName implements ITypeConverter<KeyForm> {

    @Override
    public KeyForm convert(String name) {
      try {
        return KeyForm.valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + name + "' is no form of a key; choose pkcs1, pkcs8, der, base64 or pkcs12");
      }
    }
  }
}
