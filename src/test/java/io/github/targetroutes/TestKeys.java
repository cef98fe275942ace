package io.github.targetroutes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/**
 * Key pairs that all JVMs of a build share, made with the JDK alone by the first that wants one:
 * that takes seconds in a JVM which compiles its code only lightly.
 */
public final class TestKeys {

  private static final Path FOLDER = Path.of("target/test-keys").toAbsolutePath();

  /** Pairs of RSA with 2048 bits: the one that Adobe knows, and three that it doesn't. */
  public static final KeyPair ONE = pair("one");

  public static final KeyPair OTHER = pair("other");
  public static final KeyPair THIRD = pair("third");
  public static final KeyPair FOURTH = pair("fourth");

  private TestKeys() {}

  private static KeyPair pair(String name) {
    try {
      Files.createDirectories(FOLDER);
      Path file = FOLDER.resolve(name);
      try (FileChannel lock =
          FileChannel.open(
              FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        if (!Files.exists(file)) {
          Path part = FOLDER.resolve(name + ".part");
          Files.write(part, made());
          Files.move(part, file);
        }
      }
      return of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] made() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair().getPrivate().getEncoded();
  }

  private static KeyPair of(byte[] pkcs8) throws GeneralSecurityException {
    KeyFactory rsa = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    return new KeyPair(
        rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
  }
}
