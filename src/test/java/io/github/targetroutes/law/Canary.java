package io.github.targetroutes.law;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for secrets where none may be: in files, whatever they hold, and in texts. Each secret is
 * looked for as it is, URL-encoded, and in base64 and base64url at each of the three places of a
 * group where it may begin; one of several lines (a PEM file) line by line.
 *
 * <p>It knows nothing of how the product masks, on purpose. A sighting names the secret, never
 * shows it.
 */
public final class Canary {

  private static final int SHORTEST_LINE = 16;

  private final Map<String, String> spellings = new LinkedHashMap<>();

  private Canary() {}

  /**
   * A canary that knows these secrets.
   *
   * @param secrets what each is called ("client secret") and its value
   * @throws IllegalArgumentException when a value is too short (under 8 characters) to be told from
   *     chance
   */
  public static Canary knowing(Map<String, String> secrets) {
    Canary canary = new Canary();
    secrets.forEach(
        (name, value) -> {
          if (value.strip().length() < 8) {
            throw new IllegalArgumentException(name + " is too short to be looked for");
          }
          List<String> lines = value.strip().lines().map(String::strip).toList();
          lines.stream()
              .filter(line -> lines.size() == 1 || line.length() >= SHORTEST_LINE)
              .filter(line -> !line.startsWith("-----"))
              .forEach(line -> canary.learn(name, line));
        });
    return canary;
  }

  private void learn(String name, String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    String form = URLEncoder.encode(secret, UTF_8);
    spellings.putIfAbsent(new String(bytes, ISO_8859_1), name);
    spellings.putIfAbsent(form, name + " (URL-encoded)");
    spellings.putIfAbsent(form.replace("+", "%20"), name + " (URL-encoded)");
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String encoded = encoder.withoutPadding().encodeToString(shifted);
        // What depends on the bytes before and after says nothing about the secret.
        int first = (8 * shift + 5) / 6;
        int last = 8 * shifted.length / 6;
        spellings.putIfAbsent(encoded.substring(first, last), name + " (base64)");
      }
    }
  }

  /**
   * Looks through files.
   *
   * @param root a file, or a folder with all that is in it
   * @param allowed the files that may hold secrets, such as the key file itself
   * @return one line for each sighting: which secret, where, at which byte
   */
  public List<String> inFiles(Path root, Predicate<Path> allowed) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).filter(allowed.negate()).sorted().toList();
    }
    List<String> sightings = new ArrayList<>(in("a file name", files.toString()));
    for (Path file : files) {
      sightings.addAll(
          sightings(file.toString(), new String(Files.readAllBytes(file), ISO_8859_1)));
    }
    return sightings;
  }

  /**
   * Looks through a text, such as what was printed.
   *
   * @param where what the text is called in a sighting
   */
  public List<String> in(String where, String text) {
    return sightings(where, new String(text.getBytes(UTF_8), ISO_8859_1));
  }

  /** Looks through several texts. */
  public List<String> in(String where, Collection<String> texts) {
    return in(where, texts.stream().collect(Collectors.joining("\n")));
  }

  private List<String> sightings(String where, String bytes) {
    return spellings.entrySet().stream()
        .filter(spelling -> bytes.contains(spelling.getKey()))
        .map(s -> s.getValue() + " in " + where + " at byte " + bytes.indexOf(s.getKey()))
        .toList();
  }
}
