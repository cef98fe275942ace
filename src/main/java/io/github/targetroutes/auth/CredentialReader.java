package io.github.targetroutes.auth;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.CredentialFile.Choice;
import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Tells the form of a credential file from its content, and has it read. */
final class CredentialReader {

  private static final String EXPECTED =
      "; expected is what the Developer Console hands out for a credential: \"Download JSON\", a"
          + " project file, a Postman environment, or the properties of aio-lib-java (aio_...)";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final DateTimeFormatter CONSOLE_DATE = DateTimeFormatter.ofPattern("MM/dd/uuuu");

  /** Names of fields that are shown in a message, at most. */
  private static final int SHOWN = 6;

  private final String source;
  private final Choice choice;
  private final Clock clock;

  CredentialReader(String source, Choice choice, Clock clock) {
    this.source = source;
    this.choice = choice;
    this.clock = clock;
  }

  CredentialFile read(byte[] content) {
    String text = DerDocument.decode(content).replaceFirst("^\uFEFF", "").strip();
    if (text.isEmpty()) {
      throw new ConfigurationException(source + " is empty" + EXPECTED);
    }
    return text.startsWith("{") || text.startsWith("[") ? json(text) : properties(text);
  }

  private CredentialFile json(String text) {
    JsonNode root = parsed(text);
    JsonNode project = root.path("project");
    if (project.at("/workspace/details/credentials").isArray()) {
      return new ProjectFile(project, source).credential(choice);
    }
    if (root.path("values").isArray()) {
      return postman(root.path("values"));
    }
    if (root.has("CLIENT_ID") || root.has("CLIENT_SECRETS")) {
      return flat(CredentialForm.OAUTH, CredentialFields.of(root, source));
    }
    if (root.has("API_KEY") || root.has("CLIENT_SECRET")) {
      return flat(CredentialForm.SERVICE_ACCOUNT, CredentialFields.of(root, source))
          .noting(certificates(root.path("PUBLIC_KEYS_WITH_EXPIRY")));
    }
    throw unknown(project.isObject() ? "a project without credentials" : found(root));
  }

  /** Jackson's own words may show a piece of the text, and so of a secret. */
  private JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new ConfigurationException(
          "%s is no whole JSON: it breaks off or is damaged at line %d, column %d; download it anew"
              .formatted(
                  source,
                  place == null ? 1 : place.getLineNr(),
                  place == null ? 1 : place.getColumnNr()));
    }
  }

  private CredentialFile postman(JsonNode values) {
    CredentialFields fields = new CredentialFields(source);
    for (JsonNode variable : values) {
      if (variable.path("enabled").asBoolean(true)) {
        fields.add(variable.path("key").asText(), variable.path("value"));
      }
    }
    return flat(CredentialForm.POSTMAN, fields);
  }

  private CredentialFile properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw unknown("text that is neither JSON nor properties");
    }
    if (properties.stringPropertyNames().stream().noneMatch(name -> name.startsWith("aio_"))) {
      throw unknown(found(text));
    }
    CredentialFields fields = new CredentialFields(source);
    properties.forEach((name, value) -> fields.add(name.toString(), value.toString()));
    return flat(CredentialForm.AIO_PROPERTIES, fields);
  }

  private CredentialFile flat(CredentialForm form, CredentialFields fields) {
    if (choice.credential() != null) {
      throw new ConfigurationException(
          source + " holds one credential only; leave --credential out");
    }
    return CredentialFile.of(form, fields, source, choice.secret());
  }

  /**
   * When the last of the service account's certificates ends, which the Console tells by the day.
   */
  private List<String> certificates(JsonNode ends) {
    return ends.properties().stream()
        .map(certificate -> date(certificate.getValue().asText()))
        .filter(Objects::nonNull)
        .max(LocalDate::compareTo)
        .map(
            end ->
                end.isBefore(LocalDate.now(clock))
                    ? "Its last certificate ended on " + end + ": IMS takes no JWT of it any more"
                    : "Its last certificate ends on " + end + ", and none can be renewed")
        .stream()
        .toList();
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text, CONSOLE_DATE);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  private static String found(JsonNode root) {
    if (root.isArray()) {
      return "a list in JSON";
    }
    String names =
        StreamSupport.stream(((Iterable<String>) root::fieldNames).spliterator(), false)
            .filter(name -> name.matches("[A-Za-z0-9_.-]{1,40}"))
            .limit(SHOWN)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "JSON without any field" : "JSON with the fields " + names;
  }

  private static String found(String text) {
    if (DerDocument.hasBeginLine(text)) {
      return "a key or certificate (name it in adobe.ims.private-key or adobe.ims.certificate)";
    }
    if (text.startsWith("PK")) {
      return "a zip archive (unpack it first)";
    }
    return text.startsWith("<") ? "a web page" : "text without any field of Adobe's";
  }

  private ConfigurationException unknown(String found) {
    return new ConfigurationException(source + " holds " + found + EXPECTED);
  }
}
