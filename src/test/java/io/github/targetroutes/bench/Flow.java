package io.github.targetroutes.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.targetroutes.sandbox.SampleCustomers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;

/** A flow whose calls are counted: its input, and the limits of one call that writes. */
enum Flow {

  /** Adobe's: less than 50 MB and 500,000 rows (Bulk Profile Update API). */
  PROFILES(
      "profiles-bulk",
      1_000_000,
      "profiles",
      500_000,
      49_999_999,
      Set.of("profiles.batch-update")) {

    @Override
    void write(Path folder, long records) throws IOException {
      SampleCustomers.write(folder.resolve("customers.csv"), records, 1);
    }

    /** A row: its values percent-encoded, without commas behind the last one. */
    @Override
    long bytes(JsonNode profile) {
      StringBuilder row = new StringBuilder();
      for (JsonNode value : profile.path("attributes")) {
        row.append(',').append(encoded(value.asText()));
      }
      return encoded(profile.path("thirdPartyId").asText()).length() + row.length() + 1L;
    }

    private String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  },

  /** Adobe states none: the settings of the flow. */
  ENTITIES("entities", 100_000, "entities", 200, 900_000, Set.of("entities.save")) {

    @Override
    void write(Path folder, long records) throws IOException {
      SplittableRandom random = new SplittableRandom(1);
      try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("products.csv"))) {
        out.write("sku,title,category,price,stock,brand,season,released,page,status\n");
        for (long n = 1; n <= records; n++) {
          out.write(
              "SKU-%07d,Product %d of a catalogue,Camping|Kitchen|Sale,\"%d,%02d\",%d,AC,SUMMER,"
                  .formatted(
                      n, n, random.nextInt(1, 900), random.nextInt(100), random.nextInt(50)));
          out.write(
              "01.03.2026,https://shop.example/camping/kitchen/product-%d,live\n".formatted(n));
        }
      }
    }

    @Override
    long bytes(JsonNode entity) {
      return entity.toString().getBytes(StandardCharsets.UTF_8).length + 1L;
    }
  },

  /**
   * Adobe's: 256 operations of a batch; it states none for their bytes: the setting of the flow.
   */
  OFFERS("offers", 10_000, "offers", 256, 2_000_000, Set.of("batch")) {

    @Override
    void write(Path folder, long records) throws IOException {
      SplittableRandom random = new SplittableRandom(1);
      ObjectMapper json = new ObjectMapper();
      try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("content.jsonl"))) {
        for (long n = 1; n <= records; n++) {
          String html = "<p>%s</p>".formatted("Sommer ☀ ".repeat(random.nextInt(1, 60)));
          out.write(
              json.createObjectNode()
                  .put("name", "teaser-" + n)
                  .put("state", "published")
                  .set("body", json.createObjectNode().put("html", html))
                  .toString());
          out.write('\n');
        }
      }
    }

    @Override
    long bytes(JsonNode offer) {
      return offer.path("name").toString().getBytes(StandardCharsets.UTF_8).length
          + offer.path("content").toString().getBytes(StandardCharsets.UTF_8).length;
    }
  };

  private final String id;
  private final long usual;
  private final String things;
  private final long mostRecords;
  private final long mostBytes;
  private final Set<String> writes;

  Flow(String id, long usual, String things, long mostRecords, long mostBytes, Set<String> writes) {
    this.id = id;
    this.usual = usual;
    this.things = things;
    this.mostRecords = mostRecords;
    this.mostBytes = mostBytes;
    this.writes = writes;
  }

  /** Writes an input of so many records into a folder. */
  abstract void write(Path folder, long records) throws IOException;

  /** What one of the things that Target has takes in a call, at the least. */
  abstract long bytes(JsonNode thing);

  String id() {
    return id;
  }

  /** Records that it is measured with. */
  long usual() {
    return usual;
  }

  /**
   * Other calls that there are at the least: a batch of profiles is asked about once, offers are
   * listed once before the first run.
   */
  long leastOthers(long writes) {
    return switch (this) {
      case PROFILES -> writes;
      case ENTITIES -> 0;
      case OFFERS -> 1;
    };
  }

  /** What the sandbox calls the things that it makes. */
  String things() {
    return things;
  }

  /** Calls of the sandbox that write, by its names for them. */
  boolean writes(String call) {
    return writes.contains(call);
  }

  /** No fewer calls can write so many things of so many bytes. */
  long leastWrites(long things, long bytes) {
    return Math.max(-Math.floorDiv(-things, mostRecords), -Math.floorDiv(-bytes, mostBytes));
  }
}
