package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.util.Set;

/**
 * Reads and writes the private RSA key that signs the JWT.
 *
 * <p>It reads PEM (PKCS#1, PKCS#8, encrypted PKCS#8, {@code Proc-Type: 4,ENCRYPTED}), DER (PKCS#1,
 * PKCS#8, encrypted PKCS#8), base64 of DER or of PEM, and PKCS#12 with one password for the store
 * and its key. Line breaks that became CRLF, spaces or a literal {@code \n} are repaired, as are
 * byte order marks and wrong PEM labels. Those are the forms met with Adobe's samples and tools
 * (Adobe's archived page on certificates); {@code secret.key} of Adobe's article KA-17522 is PKCS#8
 * in DER.
 *
 * <p>A key must be RSA of at least 2048 bits. Every failure is a {@link ConfigurationException}
 * that names the file or setting and never shows its content. No method changes or clears the
 * passphrase array.
 */
public final class PrivateKeys {

  /** The setting that {@link #of(String, char[])} names in its messages. */
  static final String SETTING = "adobe.ims.private-key";

  private PrivateKeys() {}

  /**
   * Reads a file.
   *
   * @param passphrase opens an encrypted key; null or empty when there is none
   * @throws ConfigurationException when the file isn't there, can't be read, or holds no usable key
   */
  public static PrivateKey read(Path file, char[] passphrase) {
    return read(file, passphrase, null);
  }

  /**
   * Reads a file.
   *
   * @param alias the key's name in a PKCS#12 store; null or blank when the store holds one key;
   *     ignored for all other forms
   * @throws ConfigurationException when the file isn't there, can't be read, or holds no usable key
   */
  public static PrivateKey read(Path file, char[] passphrase, String alias) {
    return read(FileOrText.of(file), passphrase, alias);
  }

  /**
   * Reads content that is already in memory.
   *
   * @param source names the file or setting in messages
   * @throws ConfigurationException when it holds no usable key
   */
  public static PrivateKey read(byte[] content, char[] passphrase, String source) {
    return read(content, passphrase, null, source);
  }

  /**
   * Reads content that is already in memory.
   *
   * @param alias the key's name in a PKCS#12 store; null or blank when the store holds one key;
   *     ignored for all other forms
   * @param source names the file or setting in messages
   * @throws ConfigurationException when it holds no usable key
   */
  public static PrivateKey read(byte[] content, char[] passphrase, String alias, String source) {
    return new PrivateKeyReader(passphrase, alias, source).read(content);
  }

  /**
   * Reads the value of the setting {@code adobe.ims.private-key}.
   *
   * @param fileOrText the path of a file, or the PEM or base64 text itself
   * @throws ConfigurationException when it is blank, or leads to no usable key
   */
  public static PrivateKey of(String fileOrText, char[] passphrase) {
    return of(fileOrText, passphrase, null);
  }

  /**
   * Reads the value of the setting {@code adobe.ims.private-key}.
   *
   * @param fileOrText the path of a file, or the PEM or base64 text itself
   * @param alias the key's name in a PKCS#12 store, or null
   * @throws ConfigurationException when it is blank, or leads to no usable key
   */
  public static PrivateKey of(String fileOrText, char[] passphrase, String alias) {
    return read(FileOrText.of(fileOrText, SETTING), passphrase, alias);
  }

  static PrivateKey read(FileOrText setting, char[] passphrase, String alias) {
    return read(setting.content(), passphrase, alias, setting.source());
  }

  /**
   * Writes a key as unencrypted PKCS#8 PEM. The file appears whole or not at all, and from its
   * first moment only its owner may read it (mode 0600) where the file system knows modes. Missing
   * folders are made.
   *
   * @throws ConfigurationException when the file is there already, or can't be written
   */
  public static void writePem(PrivateKey key, Path file) {
    PemFile.write(file, "PRIVATE KEY", key.getEncoded());
  }

  /**
   * Whether users other than the owner may read the file. False also when the file system has no
   * modes, or the file isn't there.
   */
  public static boolean readableByOthers(Path file) {
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
      return modes.contains(PosixFilePermission.GROUP_READ)
          || modes.contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    }
  }
}
