package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.sync.Mapping.Attribute;
import io.github.targetroutes.sync.Mapping.Key;
import io.github.targetroutes.sync.Mapping.KeyType;
import io.github.targetroutes.sync.input.CsvFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class ProfileBatchesPropertyTest {

  private static final int COLUMNS = 3;
  private static final int MAX_PROFILE = 400;

  private Path directory;

  @BeforeProperty
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("profile-batches");
  }

  @AfterProperty
  void removeDirectory() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }

  @Property(tries = 150)
  void everyTextSurvivesFromCsvToBatchAndMergingIsWhatANaiveReaderWouldDo(
      @ForAll("sources") Source source, @ForAll("limits") Limits limits) throws IOException {
    Path input = write("\n", source, "");
    Prepared prepared = prepare(source, limits, input, "work");

    Model model = new Model(source, limits.maxProfileBytes());
    assertThat(BatchText.profiles(prepared)).isEqualTo(model.profiles);
    assertThat(prepared.read()).isEqualTo(source.rows().size());
    assertThat(prepared.rejected()).isEqualTo(model.rejected);
    assertThat(prepared.merged()).isEqualTo(prepared.accepted() - model.profiles.size());
    assertAccount(prepared);
    assertPacked(prepared, limits);
  }

  @Property(tries = 50)
  void lineEndsByteOrderMarksAndMemoryNeverChangeABatch(
      @ForAll("sources") Source source, @ForAll @IntRange(min = 1, max = 5000) int memory)
      throws IOException {
    Limits ample = new Limits(2000, 5, MAX_PROFILE, 0, 1_000_000);
    Limits scarce = new Limits(2000, 5, MAX_PROFILE, 0, memory);
    List<String> expected = contents(prepare(source, ample, write("\n", source, ""), "work-1"));
    assertThat(contents(prepare(source, scarce, write("\r\n", source, "\uFEFF"), "work-2")))
        .isEqualTo(expected);
    assertThat(contents(prepare(source, scarce, write("\n", source, "\uFEFF"), "work-2")))
        .isEqualTo(expected);
  }

  @Property(tries = 300)
  void everyRowOfAnyBytesIsEitherAcceptedOrRejected(@ForAll("soup") byte[] soup)
      throws IOException {
    byte[] header = "id,a,b\n".getBytes(UTF_8);
    byte[] bytes = new byte[header.length + soup.length];
    System.arraycopy(header, 0, bytes, 0, header.length);
    System.arraycopy(soup, 0, bytes, header.length, soup.length);
    Path input = Files.write(directory.resolve("soup.csv"), bytes);
    Mapping mapping =
        new Mapping(
            new Key("id", KeyType.THIRD_PARTY_ID),
            true,
            null,
            null,
            List.of(new Attribute("a", "a", null, null), new Attribute("b", "b", null, null)));
    Limits limits = new Limits(2000, 5, MAX_PROFILE, 0, 300);
    Prepared prepared =
        new ProfileBatches(mapping, new CsvFormat(',', 60), limits)
            .prepare(input, directory.resolve("work"));

    assertAccount(prepared);
    assertPacked(prepared, limits);
    assertThat(BatchText.profiles(prepared)).hasSize((int) profiles(prepared));
  }

  private static void assertAccount(Prepared prepared) throws IOException {
    assertThat(prepared.read()).isEqualTo(prepared.accepted() + prepared.rejected());
    assertThat(prepared.batches().stream().mapToLong(BatchFile::rows).sum())
        .isEqualTo(prepared.accepted());
    assertThat(profiles(prepared)).isEqualTo(prepared.accepted() - prepared.merged());
    assertThat(RejectText.read(prepared.rejects())).hasSize((int) prepared.rejected());
  }

  /** Within the limits, and so full that the next batch's first profile had no room. */
  private static void assertPacked(Prepared prepared, Limits limits) throws IOException {
    BatchFile before = null;
    for (BatchFile batch : prepared.batches()) {
      List<String> lines = BatchText.lines(batch);
      assertThat(batch.bytes()).isEqualTo(Files.size(batch.file())).isLessThan(limits.maxBytes());
      assertThat(batch.profiles()).isEqualTo(lines.size() - 1).isBetween(1, limits.maxRows());
      assertThat(lines).allMatch(line -> !line.endsWith(","));
      if (before != null) {
        assertThat(batch.number()).isEqualTo(before.number() + 1);
        assertThat(
                before.profiles() == limits.maxRows()
                    || before.bytes() + lines.get(1).length() + 1 >= limits.maxBytes())
            .isTrue();
      }
      before = batch;
    }
  }

  private static long profiles(Prepared prepared) {
    return prepared.batches().stream().mapToLong(BatchFile::profiles).sum();
  }

  private static List<String> contents(Prepared prepared) {
    return prepared.batches().stream().flatMap(batch -> BatchText.lines(batch).stream()).toList();
  }

  private Prepared prepare(Source source, Limits limits, Path input, String work)
      throws IOException {
    return new ProfileBatches(source.mapping(), CsvFormat.DEFAULT, limits)
        .prepare(input, directory.resolve(work));
  }

  private Path write(String lineEnd, Source source, String mark) throws IOException {
    StringBuilder text = new StringBuilder(mark);
    text.append(CsvText.record(source.header())).append(lineEnd);
    source.rows().forEach(row -> text.append(CsvText.record(row)).append(lineEnd));
    return Files.writeString(directory.resolve("input.csv"), text);
  }

  record Source(List<String> header, List<String> names, List<List<String>> rows) {

    Mapping mapping() {
      List<Attribute> attributes =
          IntStream.range(0, COLUMNS)
              .mapToObj(i -> new Attribute(names.get(i), header.get(i + 1), null, null))
              .toList();
      return new Mapping(
          new Key(header.get(0), KeyType.THIRD_PARTY_ID), false, null, null, attributes);
    }
  }

  /** The whole source in memory, and the rules once more in the plainest words. */
  private static final class Model {

    final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
    long rejected;

    Model(Source source, int maxProfileBytes) {
      for (List<String> row : source.rows()) {
        String id = row.get(0);
        Map<String, String> profile = new HashMap<>(profiles.getOrDefault(id, Map.of()));
        Map<String, String> alone = new HashMap<>();
        for (int i = 0; i < COLUMNS; i++) {
          if (!row.get(i + 1).isEmpty()) {
            profile.put(source.names().get(i), row.get(i + 1));
            alone.put(source.names().get(i), row.get(i + 1));
          }
        }
        boolean hasKey = !id.isBlank() && !id.contains("+") && !id.contains("/");
        if (hasKey
            && id.length() <= 256
            && size(source, id, alone) <= maxProfileBytes
            && size(source, id, profile) <= maxProfileBytes) {
          profiles.put(id, profile);
        } else {
          rejected++;
        }
      }
    }

    private static int size(Source source, String id, Map<String, String> profile) {
      StringBuilder line = new StringBuilder(id);
      int commas = 0;
      for (int i = 0; i < COLUMNS; i++) {
        String value = profile.get(source.names().get(i));
        commas = value == null ? commas : i + 1;
        line.append(value == null ? "" : value);
      }
      int bytes = commas;
      for (byte b : line.toString().getBytes(UTF_8)) {
        bytes += Character.toString(b & 0xFF).matches("[A-Za-z0-9._~-]") ? 1 : 3;
      }
      return bytes;
    }
  }

  @Provide
  Arbitrary<Source> sources() {
    Arbitrary<String> any =
        texts().ofMinLength(0).ofMaxLength(12).filter(ProfileBatchesPropertyTest::isText);
    Arbitrary<String> ids =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of("1", "2", "a b", "ü,\"", "x\ny", "東京")),
            Tuple.of(1, Arbitraries.of("", " ", "a+b", "a/b", "k".repeat(257))),
            Tuple.of(2, any));
    Arbitrary<String> values = Arbitraries.oneOf(Arbitraries.just(""), any);
    Arbitrary<List<String>> rows =
        Combinators.combine(ids, values.list().ofSize(COLUMNS))
            .as(
                (id, rest) -> {
                  List<String> row = new ArrayList<>(List.of(id));
                  row.addAll(rest);
                  return row;
                });
    return Combinators.combine(headers(any), names(), rows.list().ofMaxSize(40)).as(Source::new);
  }

  /** Names that differ, and with which white space around a name and lone CRs play no part. */
  private static Arbitrary<List<String>> headers(Arbitrary<String> any) {
    return any.map(text -> text.replace('\r', '.'))
        .list()
        .ofSize(COLUMNS + 1)
        .map(
            texts ->
                IntStream.range(0, texts.size()).mapToObj(i -> i + texts.get(i) + ".").toList());
  }

  private static Arbitrary<List<String>> names() {
    return Arbitraries.strings()
        .alpha()
        .numeric()
        .withChars("_-.:äß東")
        .ofMinLength(1)
        .ofMaxLength(30)
        .filter(name -> !name.startsWith("profile."))
        .list()
        .uniqueElements()
        .ofSize(COLUMNS);
  }

  private static StringArbitrary texts() {
    return Arbitraries.strings().all().withChars(",\"\r\n +/%&=;'");
  }

  private static boolean isText(String text) {
    return UTF_8.newEncoder().canEncode(text) && text.indexOf('\0') < 0;
  }

  @Provide
  Arbitrary<Limits> limits() {
    return Combinators.combine(
            Arbitraries.longs().between(2000, 4000),
            Arbitraries.integers().between(1, 8),
            Arbitraries.integers().between(60, MAX_PROFILE),
            Arbitraries.longs().between(1, 5000))
        .as((bytes, rows, profile, memory) -> new Limits(bytes, rows, profile, 0, memory));
  }

  @Provide
  Arbitrary<byte[]> soup() {
    Arbitrary<Byte> likely =
        Arbitraries.of((byte) ',', (byte) '"', (byte) '\n', (byte) '\r', (byte) 'a', (byte) '1');
    Arbitrary<Byte> any = Arbitraries.bytes().filter(b -> b != 0);
    return Arbitraries.frequencyOf(Tuple.of(5, likely), Tuple.of(1, any))
        .array(byte[].class)
        .ofMaxSize(600);
  }
}
