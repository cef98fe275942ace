package io.github.targetroutes.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwsDataFormatTest {

  private static final String CLAIMS_AS_JSON =
      "{\"exp\":1488883332,\"iss\":\"6578A55456E84E247F000101@AdobeOrg\"}";

  @TempDir Path folder;

  @Test
  void theTokenHasTheHeaderAndClaimsOfAdobesSampleByteForByte() {
    String[] parts = jws().sign(claims()).split("\\.");

    assertThat(parts).hasSize(3).allSatisfy(part -> assertThat(part).matches("[A-Za-z0-9_-]+"));
    assertThat(decoded(parts[0])).isEqualTo("{\"typ\":\"JWT\",\"alg\":\"RS256\"}");
    assertThat(decoded(parts[1])).isEqualTo(CLAIMS_AS_JSON);
  }

  @ParameterizedTest
  @CsvSource({"RS256,sha256", "RS384,sha384", "RS512,sha512"})
  void opensslVerifiesTheSignature(String algorithm, String digest) throws IOException {
    OpenSsl openssl = new OpenSsl(folder);
    JwsDataFormat jws = jws();
    jws.setAlgorithm(algorithm);

    String token = jws.sign(claims());

    int end = token.lastIndexOf('.');
    Files.writeString(folder.resolve("signed"), token.substring(0, end));
    Files.write(
        folder.resolve("signature"), Base64.getUrlDecoder().decode(token.substring(end + 1)));
    Certificates.writePem(Keys.CERTIFICATE, folder.resolve("cert.pem"));
    openssl.run("openssl x509 -in cert.pem -pubkey -noout -out public.pem");
    assertThat(
            openssl.run(
                "openssl dgst -" + digest + " -verify public.pem -signature signature signed"))
        .contains("Verified OK");
    assertThat(jws.verify(token)).isEqualTo(claims());
  }

  @Test
  void aRouteMarshalsAndUnmarshalsByIt() throws Exception {
    CamelContext camel = new DefaultCamelContext();
    try {
      camel.getRegistry().bind("jws", jws());
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:sign").marshal().custom("jws");
              from("direct:verify").unmarshal().custom("jws");
            }
          });
      camel.start();
      ProducerTemplate producer = camel.createProducerTemplate();

      String token = producer.requestBody("direct:sign", claims(), String.class);

      assertThat(token).startsWith("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.");
      assertThat(producer.requestBody("direct:verify", token)).isEqualTo(claims());
    } finally {
      camel.stop();
    }
  }

  @Test
  void anEndlessTokenIsRefusedBeforeItFillsTheMemory() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThatThrownBy(() -> jws().unmarshal(null, endless))
        .isInstanceOf(CredentialException.class)
        .hasMessage("The JWT is longer than 64 KiB, so it isn't read.");
  }

  @Test
  void theUnusedBitsAtTheEndOfASignatureCannotBeChanged() {
    JwsDataFormat jws = jws();
    String token = jws.sign(claims());
    String head = token.substring(0, token.length() - 1);

    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        .chars()
        .filter(last -> last != token.charAt(head.length()))
        .forEach(last -> assertUntrusted(jws, head + (char) last));
  }

  @Test
  void expiryThatIsNoWholeNumberIsNeverSigned() {
    for (Object exp : new Object[] {new Date(), 1.5, "1488883332", Instant.EPOCH}) {
      assertThatThrownBy(() -> jws().sign(Map.of("exp", exp)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "PS256", "ES256", "rs256", ""})
  void otherAlgorithmsAreRefused(String algorithm) {
    JwsDataFormat jws = jws();
    jws.setAlgorithm(algorithm);

    assertThatThrownBy(() -> jws.sign(claims()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("choose RS256, RS384 or RS512");
    assertThatThrownBy(() -> jws.verify("x")).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aTokenCannotChooseItsAlgorithm() throws JOSEException {
    JwsDataFormat jws = jws();
    String payload = encoded(CLAIMS_AS_JSON);

    assertUntrusted(jws, encoded("{\"alg\":\"none\"}") + "." + payload + ".");
    assertUntrusted(jws, encoded("{\"typ\":\"JWT\",\"alg\":\"none\"}") + "." + payload + ".AA");
    JWSObject confused = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims()));
    confused.sign(new MACSigner(Keys.certificatePem().getBytes(StandardCharsets.UTF_8)));
    assertUntrusted(jws, confused.serialize());
    JWSObject derConfused = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims()));
    derConfused.sign(new MACSigner(Keys.PAIR.getPublic().getEncoded()));
    assertUntrusted(jws, derConfused.serialize());
    JwsDataFormat stronger = jws();
    stronger.setAlgorithm("RS512");
    assertUntrusted(jws, stronger.sign(claims()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "....", "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30."})
  void whatIsNoTokenIsUntrusted(String token) {
    assertUntrusted(jws(), token);
  }

  @Test
  void aTokenOfAnotherKeyIsUntrusted() {
    JwsDataFormat other = new JwsDataFormat();
    other.setPrivateKey(PemFile.text("PRIVATE KEY", Keys.OTHER_PAIR.getPrivate().getEncoded()));

    assertUntrusted(jws(), other.sign(claims()));
  }

  @Test
  void nothingIsLoadedBeforeItIsNeeded() {
    JwsDataFormat jws = new JwsDataFormat();
    jws.setPrivateKey(folder.resolve("none.key").toString());
    jws.setCertificate(folder.resolve("none.crt").toString());
    assertThatCode(jws::start).doesNotThrowAnyException();

    assertThatThrownBy(() -> jws.sign(claims()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.key");
    assertThatThrownBy(() -> jws.verify("x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.crt");
    assertThatThrownBy(() -> new JwsDataFormat().sign(claims()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("adobe.ims.private-key is not set");
    assertThatThrownBy(() -> new JwsDataFormat().verify("x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("adobe.ims.certificate is not set");
  }

  @Test
  void aBlankCertificateIsNone() {
    JwsDataFormat jws = jws();
    jws.setCertificate("");

    assertThat(jws.sign(claims())).isNotBlank();
  }

  @Test
  void theKeyIsKeptAndReadAgainWhenItsFileChanges() throws IOException {
    Path file = folder.resolve("private.key");
    JwsDataFormat jws = new JwsDataFormat();
    jws.setPrivateKey(file.toString());
    put(file, Keys.PAIR, 0);
    String first = jws.sign(claims());

    Instant before = Files.getLastModifiedTime(file).toInstant();
    byte[] rubbish = new byte[(int) Files.size(file)];
    Files.write(file, rubbish);
    Files.setLastModifiedTime(file, FileTime.from(before));
    assertThat(jws.sign(claims())).as("unchanged time: the kept key signs").isEqualTo(first);

    put(file, Keys.OTHER_PAIR, 1);
    String second = jws.sign(claims());

    JwsDataFormat verifier = new JwsDataFormat();
    verifier.setCertificate(Keys.certificatePem());
    assertThat(verifier.verify(first)).isEqualTo(claims());
    assertUntrusted(verifier, second);
    Files.delete(file);
    assertThatThrownBy(() -> jws.sign(claims()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("There is no file");
  }

  @Test
  void aPairIsRotatedWithoutARestartAndHalfOfItIsNoticed() throws Exception {
    Path key = folder.resolve("private.key");
    Path certificate = folder.resolve("certificate.pem");
    JwsDataFormat jws = new JwsDataFormat();
    jws.setClock(Keys.CLOCK);
    jws.setPrivateKey(key.toString());
    jws.setCertificate(certificate.toString());
    put(key, Keys.PAIR, 0);
    put(certificate, Keys.CERTIFICATE, 0);
    assertThat(jws.verify(jws.sign(claims()))).isEqualTo(claims());

    put(key, Keys.OTHER_PAIR, 1);
    assertThatThrownBy(() -> jws.sign(claims()))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("doesn't belong to the certificate");

    put(certificate, Certificates.selfSigned(Keys.OTHER_PAIR, "CN=new", 1, Keys.CLOCK), 1);
    assertThat(jws.verify(jws.sign(claims()))).isEqualTo(claims());
  }

  @Test
  void aCertificateThatExpiresWhileTheProgramRunsStopsTheSigning() {
    JwsDataFormat jws = jws();
    jws.sign(claims());

    jws.setClock(Keys.clockAfter(Duration.ofDays(366)));

    assertThatThrownBy(() -> jws.sign(claims()))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("expired on 2027-03-01T12:00:00Z");
  }

  @Test
  void aPkcs12StoreServesAsKeyAndCertificate() throws IOException {
    OpenSsl openssl = new OpenSsl(folder);
    Files.writeString(folder.resolve("key.pem"), Keys.pem());
    Files.writeString(folder.resolve("cert.pem"), Keys.certificatePem());
    openssl.run(
        "openssl pkcs12 -export -inkey key.pem -in cert.pem -name adobe -out p12 -passout pass:x");
    JwsDataFormat jws = new JwsDataFormat();
    jws.setClock(Keys.CLOCK);
    jws.setPrivateKey(folder.resolve("p12").toString());
    jws.setCertificate(folder.resolve("p12").toString());
    jws.setPassphrase("x");
    jws.setKeyAlias("adobe");

    assertThat(jws.verify(jws.sign(claims()))).isEqualTo(claims());
  }

  @Test
  void toStringShowsNoSetting() {
    JwsDataFormat jws = jws();
    jws.setPassphrase("open sesame");

    assertThat(jws).hasToString("jws");
    assertThat(jws.getDataFormatName()).isEqualTo("jws");
  }

  private static JwsDataFormat jws() {
    JwsDataFormat jws = new JwsDataFormat();
    jws.setClock(Keys.CLOCK);
    jws.setPrivateKey(Keys.pem());
    jws.setCertificate(Keys.certificatePem());
    return jws;
  }

  private static Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("exp", 1488883332L);
    claims.put("iss", "6578A55456E84E247F000101@AdobeOrg");
    return claims;
  }

  private static void put(Path file, KeyPair pair, int minute) throws IOException {
    Files.deleteIfExists(file);
    PrivateKeys.writePem(pair.getPrivate(), file);
    Files.setLastModifiedTime(file, FileTime.from(Keys.NOW.plusSeconds(60L * minute)));
  }

  private static void put(Path file, X509Certificate certificate, int minute) throws IOException {
    Files.deleteIfExists(file);
    Certificates.writePem(certificate, file);
    Files.setLastModifiedTime(file, FileTime.from(Keys.NOW.plusSeconds(60L * minute)));
  }

  private static void assertUntrusted(JwsDataFormat jws, String token) {
    assertThatThrownBy(() -> jws.verify(token)).isInstanceOf(CredentialException.class);
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
