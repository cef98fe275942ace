package io.github.targetroutes.auth;

import io.github.targetroutes.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts a credential into a file of secrets. What is there and not in the credential stays, comments
 * too; a private key goes into a file of its own beside it. Both files are for their owner alone
 * (mode 0600) and are written whole, or not at all.
 */
public final class CredentialImport {

  /** Beside the file of secrets; git and the packager ignore files of this name. */
  private static final String KEY_FILE = "adobe-private.key";

  private static final byte[] HEADING =
      "# What is secret here; keep it to yourself.\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Path secrets;
  private final Path keyFile;
  private final SettingsText before;

  /**
   * What was done.
   *
   * @param written the settings that were added or changed
   * @param unchanged the settings that stood there already
   * @param values all settings of the file now
   */
  public record Outcome(List<String> written, List<String> unchanged, Properties values) {}

  /**
   * @param secrets the file of secrets, which need not be there
   * @throws ConfigurationException when it can't be read
   */
  public CredentialImport(Path secrets) {
    this.secrets = secrets;
    this.keyFile = secrets.toAbsolutePath().normalize().resolveSibling(KEY_FILE);
    try {
      before =
          new SettingsText(
              Files.exists(secrets) ? SmallFile.read(secrets, "file of settings") : HEADING);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          secrets + " holds a \\u that begins no character; write each backslash twice", e);
    }
  }

  /**
   * Writes the credential.
   *
   * @param force whether settings that have another value are changed
   * @throws ConfigurationException when there are such settings without {@code force}, or a file
   *     can't be written; then the settings are as they were
   */
  public Outcome run(CredentialFile credential, boolean force) {
    Map<String, String> settings = new LinkedHashMap<>(credential.settings());
    boolean withKey = !credential.privateKey().isEmpty();
    if (withKey) {
      settings.put(CredentialSetting.PRIVATE_KEY.key(), keyFile.toString());
    }
    byte[] key = credential.privateKey().getBytes(StandardCharsets.UTF_8);
    Properties old = before.values();
    if (!force) {
      refuseOtherValues(settings, old, withKey && holdsAnother(key));
    }
    byte[] text = before.with(settings);
    try (SecretFile newSecrets = SecretFile.prepare(secrets, text)) {
      if (withKey) {
        SecretFile.write(keyFile, credential.privateKey());
      }
      newSecrets.publish();
    }
    return outcome(settings, old, new SettingsText(text).values());
  }

  private void refuseOtherValues(Map<String, String> settings, Properties old, boolean anotherKey) {
    TreeSet<String> others = new TreeSet<>();
    settings.forEach(
        (key, value) -> {
          String now = old.getProperty(key, "").strip();
          if (!now.isEmpty() && !now.equals(value)) {
            others.add(key);
          }
        });
    List<String> conflicts =
        Stream.concat(
                others.isEmpty()
                    ? Stream.empty()
                    : Stream.of(secrets + " has other values for " + String.join(", ", others)),
                anotherKey ? Stream.of(keyFile + " holds another key") : Stream.empty())
            .toList();
    if (!conflicts.isEmpty()) {
      throw new ConfigurationException(
          String.join(", and ", conflicts) + "; nothing was changed: --force replaces them");
    }
  }

  private boolean holdsAnother(byte[] key) {
    return Files.exists(keyFile) && !Arrays.equals(SmallFile.read(keyFile, "private key"), key);
  }

  private static Outcome outcome(Map<String, String> settings, Properties old, Properties now) {
    Map<Boolean, List<String>> byChange =
        settings.keySet().stream()
            .collect(
                Collectors.partitioningBy(key -> !settings.get(key).equals(old.getProperty(key))));
    return new Outcome(byChange.get(true), byChange.get(false), now);
  }
}
