package io.github.targetroutes.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.routes.Wiretap.Answer;
import io.github.targetroutes.routes.Wiretap.Request;
import io.github.targetroutes.routes.Wiretap.Talk;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Stream;

/** Holds a request and its answer against the schemas of Adobe's OpenAPI files. */
final class AdobeSchemas {

  /**
   * Adobe's examples break its schemas, and its discriminator is of a field that may be missing.
   */
  private static final Set<String> IN_THE_WAY = Set.of("examples", "discriminator");

  /** The files of which no schema is composed: in the others a field is unknown to some part. */
  private static final List<String> STRICT = List.of(AdobeFiles.ADMIN, AdobeFiles.MODELS);

  private final String tenant;
  private final Map<String, OpenApiInteractionValidator> validators = new HashMap<>();

  AdobeSchemas(AdobeFiles files, String tenant) {
    this.tenant = tenant;
    AdobeFiles.NAMES.forEach(name -> validators.put(name, validator(name, files.json(name))));
  }

  private OpenApiInteractionValidator validator(String name, JsonNode file) {
    ObjectNode readable = (ObjectNode) readable(file, file);
    readable.put("openapi", "3.0.3");
    readable.withObject("/components/schemas").putObject("Any");
    // The names of query values are the matter of OperationContractTest.
    LevelResolver.Builder levels =
        LevelResolver.create()
            .withLevel(
                "validation.request.parameter.query.unexpected", ValidationReport.Level.IGNORE);
    if (!STRICT.contains(name)) {
      levels.withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE);
    }
    return OpenApiInteractionValidator.createForInlineApiSpecification(
            readable.toString().replace("{tenant}", tenant))
        .withBasePathOverride(
            name.equals(AdobeFiles.RECOMMENDATIONS) ? "/" + tenant + "/target/recs" : "/")
        .withLevelResolver(levels.build())
        .build();
  }

  /**
   * A copy that the validator can read: it knows OpenAPI 3.0 alone, whose words Adobe's file of 3.1
   * has too, follows no reference into a path, takes whatever has items for an array and wants to
   * know what one holds.
   */
  private static JsonNode readable(JsonNode node, JsonNode file) {
    String reference = node.path("$ref").asText();
    if (reference.startsWith("#/paths")) {
      return readable(file.at(reference.substring(1)), file);
    }
    if (node instanceof ArrayNode list) {
      ArrayNode copy = list.arrayNode();
      list.forEach(one -> copy.add(readable(one, file)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      for (Entry<String, JsonNode> field : object.properties()) {
        if (!IN_THE_WAY.contains(field.getKey())) {
          copy.set(field.getKey(), readable(field.getValue(), file));
        }
      }
      boolean array = copy.path("type").asText().equals("array");
      if (array && !copy.has("items")) {
        copy.putObject("items");
      } else if (!array && copy.has("type")) {
        copy.remove("items");
      }
      return copy;
    }
    return node;
  }

  /** What is wrong with the request, in the validator's words. */
  Stream<String> wrong(Request request) {
    URI uri = URI.create(request.uri());
    SimpleRequest.Builder read = new SimpleRequest.Builder(request.method(), uri.getRawPath());
    request.headers().forEach(read::withHeader);
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&")) {
        String[] parts = pair.split("=", 2);
        read.withQueryParam(decoded(parts[0]), decoded(parts[1]));
      }
    }
    if (request.body().length > 0) {
      read.withBody(request.text());
    }
    return messages(validator(uri).validateRequest(read.build()));
  }

  /** What is wrong with a good answer; errors have no schema worth the name. */
  Stream<String> wrongAnswer(Talk talk) {
    URI uri = URI.create(talk.request().uri());
    Answer answer = talk.answer();
    SimpleResponse.Builder read =
        new SimpleResponse.Builder(answer.status())
            .withContentType(answer.type())
            .withBody(answer.text());
    return messages(
        validator(uri)
            .validateResponse(
                uri.getRawPath(), Method.valueOf(talk.request().method()), read.build()));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private OpenApiInteractionValidator validator(URI uri) {
    String path = uri.getPath();
    String target = "/" + tenant + "/target/";
    return validators.get(
        path.startsWith(target + "recs/")
            ? AdobeFiles.RECOMMENDATIONS
            : path.startsWith(target + "models/")
                ? AdobeFiles.MODELS
                : path.startsWith(target) ? AdobeFiles.ADMIN : AdobeFiles.DELIVERY);
  }

  private static Stream<String> messages(ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(ValidationReport.Message::getMessage);
  }
}
