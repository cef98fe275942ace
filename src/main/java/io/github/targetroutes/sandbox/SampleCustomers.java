package io.github.targetroutes.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Makes up customers, as a shop's CRM would export them: CSV in UTF-8 with LF, about 100 bytes a
 * row, of which {@code config/mappings/profiles.yaml} is the mapping. The same rows and seed give
 * the same bytes. Nobody in it is real.
 *
 * <p>What goes into row <i>n</i>, counted from 1 behind the header, depends on <i>n</i> alone:
 *
 * <ul>
 *   <li><i>n</i> mod 250 = 100 (0.4 %): a bad row, whose kind goes round: no key, {@code +} in the
 *       key, {@code /} in the key, a key of 257 characters, a column too few, a column too many,
 *       not UTF-8 (Latin-1), a quote that is never closed, text behind a closing quote
 *   <li><i>n</i> = 5000: one more bad row, a note of 70,000 bytes
 *   <li><i>n</i> mod 1000 = 500 (0.1 %): a second row of customer <i>n</i> - 499, with most fields
 *       empty and a new last purchase
 *   <li><i>n</i> mod 20 = 3 (5 %): a quoted note with a comma; mod 20 = 7 (5 %): with doubled
 *       quotes; mod 20 = 13 (5 %): with a line break
 * </ul>
 *
 * <p>Rows of the other kinds have an empty note.
 */
public final class SampleCustomers {

  private static final String HEADER =
      "customer_id,first_name,last_name,city,loyalty_tier,lifetime_value,last_purchase,"
          + "favourite_category,email_hash,delivery_note\n";

  private static final int BAD_EVERY = 250;
  private static final int BAD_AT = 100;
  private static final int AGAIN_EVERY = 1000;
  private static final int AGAIN_AT = 500;
  private static final int HUGE_AT = 5000;
  private static final int HUGE_NOTE = 70_000;

  private static final String[] FIRST_NAMES = {
    "Anna", "Björn", "Chloé", "Dmitri", "Emma", "Fatima", "Giorgos", "Hana", "Igor", "José",
    "Keiko", "Łukasz", "Maria", "Noah", "Óscar", "Priya", "Quentin", "Renée", "Søren", "Tomás"
  };
  private static final String[] LAST_NAMES = {
    "Andersen", "Brown", "Çelik", "Dubois", "Eriksson", "Fischer", "García", "Hughes", "Ivanova",
    "Jansen", "Kowalski", "López", "Müller", "Nguyen", "O'Brien", "Papadopoulos", "Rossi",
        "Schmidt",
    "Takahashi", "Weiß"
  };
  private static final String[] CITIES = {
    "Amsterdam", "Århus", "Berlin", "Chicago", "Göteborg", "Kraków", "Lisboa", "London", "Madrid",
    "Málaga", "München", "Oslo", "Paris", "São Paulo", "Toronto", "Zürich", "東京", "Αθήνα"
  };
  private static final String[] TIERS = {"bronze", "bronze", "bronze", "silver", "silver", "gold"};
  private static final String[] CATEGORIES = {
    "books", "camping", "cycling", "garden", "home & living", "kitchen", "music", "shoes"
  };

  private static final int BAD_KINDS = 9;

  private final SplittableRandom random;
  private final LocalDate newest = LocalDate.of(2026, 10, 31);

  private SampleCustomers(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Writes a file, which appears under its name when it is whole. A file of that name is replaced.
   *
   * @param rows how many, the bad ones included; a row with a line break counts as one
   * @throws IOException when it can't be written
   */
  public static void write(Path file, long rows, long seed) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 64 * 1024)) {
        SampleCustomers customers = new SampleCustomers(seed);
        out.write(HEADER.getBytes(UTF_8));
        for (long n = 1; n <= rows; n++) {
          out.write(customers.row(n));
        }
      }
      Files.move(part, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** How many of the rows are bad. */
  public static long expectedRejects(long rows) {
    return timesReached(rows, BAD_EVERY, BAD_AT) + (rows >= HUGE_AT ? 1 : 0);
  }

  /** How many of the good rows repeat the customer of an earlier one. */
  public static long expectedMerged(long rows) {
    return timesReached(rows, AGAIN_EVERY, AGAIN_AT);
  }

  private static long timesReached(long rows, int every, int at) {
    return Math.floorDiv(rows - at, every) + 1;
  }

  private byte[] row(long n) {
    String id = id(n);
    if (n % BAD_EVERY == BAD_AT) {
      return bad((int) (n / BAD_EVERY % BAD_KINDS), id);
    }
    if (n % AGAIN_EVERY == AGAIN_AT) {
      return (id(n - AGAIN_AT + 1) + ",,,,,," + newest + ",,,\n").getBytes(UTF_8);
    }
    String note = n == HUGE_AT ? "x".repeat(HUGE_NOTE) : note((int) (n % 20));
    return (id + fields(note)).getBytes(UTF_8);
  }

  private byte[] bad(int kind, String id) {
    return switch (kind) {
      case 0 -> fields("").getBytes(UTF_8);
      case 1 -> ("+" + id + fields("")).getBytes(UTF_8);
      case 2 -> ("shop/" + id + fields("")).getBytes(UTF_8);
      case 3 -> (id + "0".repeat(257 - id.length()) + fields("")).getBytes(UTF_8);
      case 4 -> (id + ",Anna,Andersen,Berlin\n").getBytes(UTF_8);
      case 5 -> (id + fields(",surplus")).getBytes(UTF_8);
      case 6 -> (id + ",Björn,Müller,Zürich,gold,1.00,2026-01-01,books,,\n").getBytes(ISO_8859_1);
      case 7 -> (id + fields("\"leave it with")).getBytes(UTF_8);
      default -> (id + fields("\"ring\" twice")).getBytes(UTF_8);
    };
  }

  private static String id(long n) {
    return "C" + (100_000_000 + n);
  }

  private String fields(String note) {
    return new StringBuilder(160)
        .append(',')
        .append(one(FIRST_NAMES))
        .append(',')
        .append(one(LAST_NAMES))
        .append(',')
        .append(one(CITIES))
        .append(',')
        .append(one(TIERS))
        .append(',')
        .append(random.nextInt(5000))
        .append(random.nextBoolean() ? ".50," : ".00,")
        .append(newest.minusDays(random.nextInt(700)))
        .append(',')
        .append(one(CATEGORIES))
        .append(',')
        .append(Long.toHexString(random.nextLong() | Long.MIN_VALUE))
        .append(Long.toHexString(random.nextLong() | Long.MIN_VALUE))
        .append(',')
        .append(note)
        .append('\n')
        .toString();
  }

  private static String note(int kind) {
    return switch (kind) {
      case 3 -> "\"left door, second floor\"";
      case 7 -> "\"ask for \"\"Lou\"\" at the desk\"";
      case 13 -> "\"back yard\nbehind the gate\"";
      default -> "";
    };
  }

  private String one(String[] values) {
    return values[random.nextInt(values.length)];
  }
}
