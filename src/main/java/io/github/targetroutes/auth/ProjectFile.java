package io.github.targetroutes.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.CredentialFile.Choice;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The project file of the Developer Console, which holds all credentials of a workspace. */
final class ProjectFile {

  private static final String OAUTH = "oauth_server_to_server";
  private static final String JWT = "jwt";

  private final JsonNode project;
  private final String source;

  /** A credential that can get a token. */
  private record Entry(String name, String id, CredentialForm form, JsonNode details) {

    static Stream<Entry> of(JsonNode credential) {
      String type = credential.has(OAUTH) ? OAUTH : JWT;
      return credential.path(type).isObject()
          ? Stream.of(
              new Entry(
                  credential.path("name").asText(),
                  credential.path("id").asText(),
                  type.equals(OAUTH) ? CredentialForm.PROJECT_OAUTH : CredentialForm.PROJECT_JWT,
                  credential.path(type)))
          : Stream.empty();
    }

    boolean isCalled(String wanted) {
      return name.equalsIgnoreCase(wanted.strip()) || id.equals(wanted.strip());
    }

    @Override
    public String toString() {
      return "\"%s\" (id %s, %s)"
          .formatted(name, id, form == CredentialForm.PROJECT_OAUTH ? "OAuth" : "JWT");
    }
  }

  ProjectFile(JsonNode project, String source) {
    this.project = project;
    this.source = source;
  }

  CredentialFile credential(Choice choice) {
    List<Entry> all =
        StreamSupport.stream(project.at("/workspace/details/credentials").spliterator(), false)
            .flatMap(Entry::of)
            .toList();
    if (all.isEmpty()) {
      throw new ConfigurationException(
          source
              + " is a project file without a server-to-server credential; add one to the project"
              + " in the Developer Console, then download it anew");
    }
    Entry chosen = choice.credential() == null ? preferred(all) : called(choice, all);
    CredentialFields fields = CredentialFields.of(chosen.details(), source);
    fields.add("ims_org_id", project.at("/org/ims_org_id"));
    CredentialFile file = CredentialFile.of(chosen.form(), fields, source, choice.secret());
    return all.size() == 1
        ? file
        : file.noting(
            List.of(
                "Of %d credentials, %s is taken; --credential chooses another"
                    .formatted(all.size(), chosen)));
  }

  /** The only one, or the only one for OAuth, as Adobe has ended JWT. */
  private Entry preferred(List<Entry> all) {
    List<Entry> oauth =
        all.stream().filter(entry -> entry.form() == CredentialForm.PROJECT_OAUTH).toList();
    return only(oauth.isEmpty() ? all : oauth);
  }

  private Entry called(Choice choice, List<Entry> all) {
    List<Entry> called = all.stream().filter(entry -> entry.isCalled(choice.credential())).toList();
    if (called.isEmpty()) {
      throw new ConfigurationException(
          source + " has no such credential; give --credential one of " + words(all));
    }
    return only(called);
  }

  private Entry only(List<Entry> entries) {
    if (entries.size() > 1) {
      throw new ConfigurationException(
          "%s has %d credentials that could be meant; give --credential the id of one: %s"
              .formatted(source, entries.size(), words(entries)));
    }
    return entries.get(0);
  }

  private static String words(List<Entry> entries) {
    return entries.stream().map(Entry::toString).collect(Collectors.joining(", "));
  }
}
