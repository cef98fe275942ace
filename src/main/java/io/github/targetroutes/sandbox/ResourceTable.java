package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What {@code resources.yaml} says: the sandbox's own knowledge of Target's resources. */
record ResourceTable(List<Family> families, List<Document> documents) {

  /**
   * One thing that is always there, such as the client's settings.
   *
   * @param name also among the counted operations
   * @param path of the API
   * @param patch whether PATCH changes it in part
   * @param needs a query parameter that must be there, or null
   * @param wrap the field in which what is sent ends up, or null
   * @param revision its name among revisions, or null
   * @param fields its fields
   * @param initial what it is from the beginning
   */
  record Document(
      String name,
      String path,
      boolean patch,
      String needs,
      String wrap,
      String revision,
      Fields fields,
      ObjectNode initial) {}

  private static final List<String> ALL = List.of("create", "get", "update", "delete");

  static ResourceTable read() {
    try (InputStream in = ResourceTable.class.getResourceAsStream("resources.yaml")) {
      JsonNode table = new YAMLMapper().readTree(in);
      List<Family> families = new ArrayList<>();
      table
          .path("families")
          .properties()
          .forEach(family -> families.add(family(family.getKey(), family.getValue())));
      List<Document> documents = new ArrayList<>();
      table
          .path("documents")
          .properties()
          .forEach(one -> documents.add(document(one.getKey(), one.getValue())));
      return new ResourceTable(families, documents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Family family(String name, JsonNode family) {
    Map<String, Family.Kind> kinds = new LinkedHashMap<>();
    Fields shared = new Fields().with(family.path("fields"));
    boolean recommendations = family.path("recommendations").asBoolean();
    family
        .path("kinds")
        .properties()
        .forEach(
            kind -> {
              Family.Kind base = kinds.get(kind.getValue().path("like").asText());
              kinds.put(
                  kind.getKey(),
                  kind(
                      kind.getKey() + "-" + name,
                      kind.getValue(),
                      base == null ? shared : base.fields(),
                      recommendations));
            });
    List<String> shows = texts(family.path("shows"));
    Map<String, String> keeps = new LinkedHashMap<>();
    family
        .path("keeps")
        .properties()
        .forEach(one -> keeps.put(one.getKey(), one.getValue().asText()));
    return new Family(
        name,
        recommendations,
        root(recommendations) + family.path("path").asText(),
        family.path("version").asInt(),
        text(family, "by"),
        text(family, "revision"),
        text(family, "gone"),
        keeps,
        texts(family.path("sort")),
        shows.isEmpty() ? kinds.values().iterator().next().fields().names() : shows,
        kinds,
        objects(family.path("seeds")));
  }

  private static Family.Kind kind(
      String name, JsonNode kind, Fields shared, boolean recommendations) {
    Fields fields = shared.with(kind.path("fields"));
    List<String> can = texts(kind.path("can"));
    List<String> shows = texts(kind.path("shows"));
    return new Family.Kind(
        kind.path("name").asText(name),
        root(recommendations) + kind.path("path").asText(),
        kind.path("version").asInt(),
        can.isEmpty() ? ALL : can,
        texts(kind.path("patch")),
        texts(kind.path("either")),
        shows.isEmpty()
            ? fields.names().stream().filter(field -> !fields.rules().get(field).hidden()).toList()
            : shows,
        fields);
  }

  private static Document document(String name, JsonNode document) {
    return new Document(
        name,
        document.path("path").asText(),
        document.path("patch").asBoolean(),
        text(document, "needs"),
        text(document, "wrap"),
        text(document, "revision"),
        new Fields().with(document.path("fields")),
        (ObjectNode) document.path("initial"));
  }

  private static String root(boolean recommendations) {
    return recommendations ? "/recs" : "";
  }

  private static String text(JsonNode in, String name) {
    return in.path(name).asText(null);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<ObjectNode> objects(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(ObjectNode.class::cast).toList();
  }
}
