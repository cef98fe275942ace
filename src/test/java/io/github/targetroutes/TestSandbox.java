package io.github.targetroutes;

import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.PrivateKeys;
import io.github.targetroutes.sandbox.Sandbox;
import io.github.targetroutes.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** A sandbox in this JVM, with a wide quota, and the settings with which the program calls it. */
public final class TestSandbox implements AutoCloseable {

  public static final KeyPair KEYS = TestKeys.ONE;
  public static final X509Certificate CERTIFICATE =
      Certificates.selfSigned(KEYS, "CN=test", 365, Clock.systemUTC());

  private final Path folder;
  private final SandboxOptions options;
  private final Sandbox sandbox;

  private TestSandbox(Path folder, SandboxOptions options) {
    this.folder = folder;
    this.options = options;
    this.sandbox = Sandbox.start(options);
    PrivateKeys.writePem(KEYS.getPrivate(), privateKey());
  }

  /**
   * Starts it.
   *
   * @param folder where its state, the key and the program's data lie
   * @param changes of its options
   */
  public static TestSandbox start(Path folder, Consumer<SandboxOptions.Builder> changes) {
    SandboxOptions.Builder builder =
        SandboxOptions.defaults().toBuilder()
            .stateDirectory(folder.resolve("sandbox"))
            .certificates(List.of(CERTIFICATE))
            .callsPerMinute(100_000)
            .batchDelay(Duration.ZERO);
    changes.accept(builder);
    return new TestSandbox(folder, builder.build());
  }

  public static TestSandbox start(Path folder) {
    return start(folder, options -> {});
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public SandboxOptions options() {
    return options;
  }

  public Path privateKey() {
    return folder.resolve("private.key");
  }

  /**
   * A copy, to be changed; with short waits. The grant is that which needs no signature: an RSA
   * signature takes long in a JVM that compiles its code only lightly.
   */
  public Map<String, String> settings() {
    return new TreeMap<>(
        Map.ofEntries(
            Map.entry("data.dir", folder.toString()),
            Map.entry("adobe.ims.grant", "oauth"),
            Map.entry("adobe.ims.url", sandbox.url()),
            Map.entry("adobe.ims.client-id", options.clientId()),
            Map.entry("adobe.ims.client-secret", options.clientSecret()),
            Map.entry("adobe.ims.organization-id", options.organizationId()),
            Map.entry("adobe.ims.technical-account-id", options.technicalAccountId()),
            Map.entry("adobe.ims.private-key", privateKey().toString()),
            Map.entry("adobe.ims.response-timeout", "10000"),
            Map.entry("adobe.ims.pause-after-failure", "50ms"),
            Map.entry("adobe.target.tenant", options.tenant()),
            Map.entry("adobe.target.client-code", options.clientCode()),
            Map.entry("adobe.target.admin-url", sandbox.url()),
            Map.entry("adobe.target.edge-url", sandbox.url()),
            Map.entry("adobe.target.response-timeout", "10000"),
            Map.entry("adobe.target.wait-when-exceeded", "100ms"),
            Map.entry("adobe.target.burst", "1000"),
            // No test waits for the pauses of another one.
            Map.entry("adobe.target.quota-of", UUID.randomUUID().toString()),
            Map.entry("error.auth.delay", "20"),
            Map.entry("error.target.delay", "20"),
            Map.entry("error.target.pending-delays", "0:50"),
            Map.entry("error.run.pause", "1000"),
            Map.entry("sync.look-every", "50")));
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
