package io.github.targetroutes.cli;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.auth.JwsDataFormat;
import io.github.targetroutes.auth.ServiceAccountClaims;
import io.github.targetroutes.target.Operations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The article's file to import, made right: all calls for Postman or Newman. */
@Command(
    name = "postman",
    mixinStandardHelpOptions = true,
    description =
        "Writes a Postman collection of all operations, and an environment file with this"
            + " profile's settings.")
public final class PostmanCommand implements Callable<Integer> {

  private static final String COLLECTION = "target-routes.postman_collection.json";

  @Mixin private Profiles profiles;
  @Mixin private Output output;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where to write the two files (default: here).")
  private Path folder;

  @Option(
      names = "--without-secrets",
      description = "Leave client secret and JWT empty, to be filled in by hand.")
  private boolean withoutSecrets;

  @Option(
      names = "--jwt-lifetime",
      paramLabel = "SECONDS",
      description =
          "How long the JWT in the environment can be exchanged: up to 86400 (default: what"
              + " adobe.ims.jwt-lifetime says, or else 300). For the grant jwt.")
  private String jwtLifetime;

  /** A JWT and the time in which it can be exchanged; of the grant oauth: none. */
  private record Jwt(String value, Instant end) {}

  @Override
  public Integer call() throws IOException {
    String name = String.join("-", profiles.names());
    Path collectionFile = folder.resolve(COLLECTION);
    Path environmentFile = folder.resolve("target-routes-" + name + ".postman_environment.json");
    try (Session session = session();
        Destination collectionOut = Destination.of(output.out(), collectionFile);
        Destination environmentOut = Destination.of(output.out(), environmentFile)) {
      Jwt jwt = jwt(session);
      ExampleCalls calls = new ExampleCalls(session.bean("operations", Operations.class).all());
      PostmanCollection collection = new PostmanCollection(calls);
      collectionOut.println(collection.json());
      environmentOut.println(
          new PostmanEnvironment(session, name, jwt.value(), !withoutSecrets).json());
      collectionOut.done();
      environmentOut.done();
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("collection", collectionFile.toString());
      json.put("environment", environmentFile.toString());
      json.put("operations", calls.all().size());
      json.put("jwtEndsAt", jwt.end() == null ? null : jwt.end().toString());
      output.print(json, text(collectionFile, environmentFile, calls, jwt));
    }
    return 0;
  }

  private Session session() {
    Map<String, String> settings =
        jwtLifetime == null ? Map.of() : Map.of("adobe.ims.jwt-lifetime", jwtLifetime);
    return withoutSecrets
        ? Session.idle(profiles, settings, "auth/*", "target/target-call")
        : new Session(profiles, settings, "auth/*", "target/target-call", "error/auth-errors");
  }

  private Jwt jwt(Session session) {
    boolean grant = session.setting("adobe.ims.grant").equals("jwt");
    if (jwtLifetime != null && !grant) {
      throw new ConfigurationException(
          "--jwt-lifetime is for the grant jwt, and adobe.ims.grant is "
              + session.setting("adobe.ims.grant"));
    }
    if (!grant || withoutSecrets) {
      return new Jwt("", null);
    }
    Map<String, Object> claims =
        session.bean("serviceAccountClaims", ServiceAccountClaims.class).build();
    return new Jwt(
        session.bean("jws", JwsDataFormat.class).sign(claims),
        Instant.ofEpochSecond((long) claims.get("exp")));
  }

  private String text(Path collection, Path environment, ExampleCalls calls, Jwt jwt) {
    return "Written: %s, %d operations in %d folders%nWritten: %s%s%s"
        .formatted(
            collection,
            calls.all().size(),
            calls.groups().size(),
            environment,
            withoutSecrets
                ? ", without secrets: fill in CLIENT_SECRET"
                : ", with secrets: keep it to yourself",
            jwt.end() == null
                ? ""
                : "%nThe JWT in it can be exchanged until %s; after that, write the file anew"
                    .formatted(jwt.end()));
  }
}
