package io.github.targetroutes.sandbox;

import io.github.targetroutes.ConfigurationException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Turns the keys {@code sandbox.*} into {@link SandboxOptions}. */
final class SandboxProperties {

  private final Map<String, String> properties;

  private SandboxProperties(Map<String, String> properties) {
    this.properties = properties;
  }

  static SandboxOptions read(Map<String, String> properties) {
    SandboxProperties keys = new SandboxProperties(properties);
    SandboxOptions.Builder options = SandboxOptions.builder();
    keys.set("port", "a number from 0 to 65535", Integer::valueOf, options::port);
    keys.set("state-dir", "a folder", Path::of, options::stateDirectory);
    keys.set("client-id", "text", String::trim, options::clientId);
    keys.set("client-secret", "text", String::trim, options::clientSecret);
    keys.set("organization-id", "text", String::trim, options::organizationId);
    keys.set("technical-account-id", "text", String::trim, options::technicalAccountId);
    keys.set("scopes", "a comma list", SandboxProperties::list, options::scopes);
    keys.set("metascopes", "a comma list", SandboxProperties::list, options::metascopes);
    keys.set(
        "certificate",
        "a comma list of files",
        SandboxProperties::files,
        options::certificateFiles);
    keys.set("tenant", "text", String::trim, options::tenant);
    keys.set("client-code", "text", String::trim, options::clientCode);
    keys.set("token-lifetime", "a duration such as 24h", Durations::parse, options::tokenLifetime);
    keys.set("calls-per-minute", "a whole number", Integer::valueOf, options::callsPerMinute);
    keys.set("batch-delay", "a duration such as 2s", Durations::parse, options::batchDelay);
    keys.set(
        "profile-authentication",
        "true or false",
        SandboxProperties::yesNo,
        options::profileAuthentication);
    return options.build();
  }

  private <T> void set(String key, String wanted, Function<String, T> reader, Consumer<T> target) {
    String value = properties.get("sandbox." + key);
    if (value == null || value.isBlank()) {
      return;
    }
    T read;
    try {
      read = reader.apply(value.trim());
    } catch (RuntimeException e) {
      throw new ConfigurationException("sandbox." + key + " must be " + wanted + "; correct it.");
    }
    target.accept(read);
  }

  private static List<String> list(String value) {
    return Arrays.stream(value.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
  }

  private static List<Path> files(String value) {
    return list(value).stream().map(Path::of).toList();
  }

  private static boolean yesNo(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }
}
