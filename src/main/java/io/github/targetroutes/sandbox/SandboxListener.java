package io.github.targetroutes.sandbox;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.Certificates;
import io.github.targetroutes.auth.PrivateKeys;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the sandbox with the program that runs under the profile {@code sandbox}. On first run it
 * does what a person does at Adobe: makes a key pair and hands the certificate to IMS; and it puts
 * a sample file into the inbox.
 */
public final class SandboxListener extends MainListenerSupport {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxListener.class);
  private static final int KEY_BITS = 2048;
  private static final int CERTIFICATE_DAYS = 365;

  private Sandbox sandbox;

  @Override
  public void afterConfigure(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    String profiles = String.valueOf(main.configure().getProfile());
    if (profiles.contains("prod")) {
      throw new ConfigurationException(
          "The sandbox does not start under the profile prod: name one of the two");
    }
    try {
      makeKeyPair(
          Path.of(value(context, "adobe.ims.private-key")),
          Path.of(value(context, "sandbox.certificate")));
      start(SandboxOptions.fromProperties(settings(context)));
      putSample(
          Path.of(value(context, "data.dir")),
          Long.parseLong(value(context, "sandbox.sample-rows")));
    } catch (IOException e) {
      throw new ConfigurationException("The sandbox can't write its files: " + e.getMessage(), e);
    }
  }

  /** One sandbox serves several programs: where it runs already, it is used. */
  private void start(SandboxOptions options) {
    String url = "http://127.0.0.1:" + options.port();
    if (options.port() > 0 && answers(url)) {
      LOG.info("The sandbox that runs on {} is used", url);
      return;
    }
    sandbox = Sandbox.start(options);
    LOG.info(
        "IMS and Target play on {}; {}/sandbox shows their state", sandbox.url(), sandbox.url());
  }

  private static boolean answers(String url) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url + "/sandbox/state").toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() == 200;
    } catch (IOException nobody) {
      return false;
    }
  }

  @Override
  public void afterStop(BaseMainSupport main) {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private static void makeKeyPair(Path keyFile, Path certificateFile) throws IOException {
    if (Files.exists(keyFile) && Files.exists(certificateFile)) {
      return;
    }
    Files.createDirectories(keyFile.toAbsolutePath().getParent());
    Files.deleteIfExists(keyFile);
    Files.deleteIfExists(certificateFile);
    KeyPair pair = Certificates.newKeyPair(KEY_BITS);
    X509Certificate certificate =
        Certificates.selfSigned(
            pair, "CN=Target Routes sandbox", CERTIFICATE_DAYS, Clock.systemUTC());
    PrivateKeys.writePem(pair.getPrivate(), keyFile);
    Certificates.writePem(certificate, certificateFile);
    LOG.info(
        "Key pair made: {} (RSA {}, keep it secret), certificate {} (SHA-1 {})",
        keyFile,
        KEY_BITS,
        certificateFile,
        Certificates.sha1(certificate));
  }

  private static void putSample(Path data, long rows) throws IOException {
    Path inbox = data.resolve("inbox/profiles");
    if (rows == 0 || Files.exists(inbox)) {
      return;
    }
    Files.createDirectories(inbox);
    SampleCustomers.write(inbox.resolve("customers.csv"), rows, 1);
    LOG.info("Sample of {} customers put into {}", rows, inbox.resolve("customers.csv"));
  }

  private static Map<String, String> settings(CamelContext context) {
    return context
        .getPropertiesComponent()
        .loadProperties(key -> key.startsWith("sandbox."))
        .stringPropertyNames()
        .stream()
        .collect(Collectors.toMap(key -> key, key -> value(context, key)));
  }

  private static String value(CamelContext context, String key) {
    return context.resolvePropertyPlaceholders("{{" + key + "}}");
  }
}
