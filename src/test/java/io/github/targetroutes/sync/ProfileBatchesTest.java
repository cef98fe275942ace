package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.input.CsvFormat;
import io.github.targetroutes.sync.input.RefusedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileBatchesTest {

  private static final Mapping MAPPING =
      Mapping.parse(
          """
          key: {column: id, as: thirdPartyId}
          trim: true
          attributes:
            - {name: city, column: town}
            - {name: note, column: note, trim: false}
          """,
          "test.yaml");

  @TempDir Path directory;
  private Path input;
  private Path work;

  @BeforeEach
  void paths() {
    input = directory.resolve("input.csv");
    work = directory.resolve("a").resolve("work");
  }

  @Test
  void batchLooksAsAdobeDocumentsIt() throws IOException {
    Prepared prepared = prepare("note,id,town\n\" x\", 7 , São Paulo \n");
    assertThat(prepared.batches()).hasSize(1);
    BatchFile batch = prepared.batches().get(0);
    assertThat(Files.readString(batch.file()))
        .isEqualTo("batch=thirdPartyId,city,note\n7,S%C3%A3o%20Paulo,%20x\n");
    assertThat(batch.bytes()).isEqualTo(Files.size(batch.file()));
    assertThat(List.of(batch.number(), batch.profiles())).containsExactly(1, 1);
  }

  @Test
  void constantsStandInEveryProfile() throws IOException {
    Mapping mapping =
        Mapping.parse(
            "key: {column: id, as: pcId}\nattributes: [{name: from, constant: 'a b'}]",
            "test.yaml");
    Files.writeString(input, "id\n7\na+b/c\n");
    Prepared prepared =
        new ProfileBatches(mapping, CsvFormat.DEFAULT, Limits.DEFAULT).prepare(input, work);
    assertThat(BatchText.lines(prepared.batches().get(0)))
        .contains("batch=pcId,from", "7,a%20b", "a%2Bb%2Fc,a%20b");
  }

  @Test
  void valuesAreConvertedAndWhatTheFilterDoesNotLetThroughIsSkipped() throws IOException {
    Mapping mapping =
        Mapping.parse(
            """
            key: {column: id, as: pcId}
            trim: true
            filter: {column: state, equals: [on, new]}
            clear: {from: "-", to: none}
            attributes:
              - {name: tier, column: tier, case: lower, default: basic, values: {G: Gold, S: Silver}}
              - {name: worth, column: worth, number: ","}
              - {name: since, column: since, date: {from: dd.MM.yyyy, to: yyyy-MM-dd}}
            """,
            "test.yaml");
    Files.writeString(
        input,
        """
        id;state;tier;worth;since
        1;on;G; 1234,50 ;01.02.2026
        2; new ;X;-;
        3;off;G;many;never
        4;on;S;1.5;01.02.2026
        5;on;;;31.02.2026
        """);
    Prepared prepared =
        new ProfileBatches(mapping, new CsvFormat(';', 1000), Limits.DEFAULT).prepare(input, work);

    assertThat(BatchText.profiles(prepared))
        .containsOnly(
            Map.entry("1", Map.of("tier", "gold", "worth", "1234.50", "since", "2026-02-01")),
            Map.entry("2", Map.of("tier", "basic", "worth", "none")));
    assertThat(RejectText.read(prepared.rejects()))
        .containsExactly(
            "5|worth|the value is no number like 1234,5|4;on;S;1.5;01.02.2026",
            "6|since|the value is no date of the form dd.MM.yyyy|5;on;;;31.02.2026");
    assertThat(prepared.skipped()).isEqualTo(1);
    assertThat(prepared.read())
        .isEqualTo(prepared.accepted() + prepared.rejected() + prepared.skipped());
    assertThat(prepared).hasToString("5 rows read, 2 rejected, 1 skipped, 2 for Target in 1 batch");
  }

  @Test
  void laterRowsWinForEachAttributeAndEmptyOnesNeverOverwrite() throws IOException {
    Prepared prepared = prepare("id,town,note\n7,Oslo,\n8,Rome,x\n7,,n\n7,Paris,\n7,,\n");
    assertThat(BatchText.profiles(prepared))
        .containsOnly(
            Map.entry("7", Map.of("city", "Paris", "note", "n")),
            Map.entry("8", Map.of("city", "Rome", "note", "x")));
    assertThat(prepared.merged()).isEqualTo(3);
    assertThat(prepared.batches().get(0).rows()).isEqualTo(5);
  }

  @Test
  void profileWithoutAnyValueIsSentAsItsIdAlone() throws IOException {
    Prepared prepared = prepare("id,town,note\n7,,\n");
    assertThat(BatchText.lines(prepared.batches().get(0)))
        .containsExactly("batch=thirdPartyId,city,note", "7");
    assertThat(prepared.accepted()).isEqualTo(1);
  }

  @Test
  void rowsThatBreakARuleAreRejectedWithLineColumnReasonAndText() throws IOException {
    String longKey = "k".repeat(257);
    String huge = "ü".repeat(11_000);
    Prepared prepared =
        prepare(
            "id,town,note\n,A,\n \t,A,\na+b,A,\na/b,A,\n%s,A,\n%s,A,\n1,A\n2,\"A\n3,A,%s\n4,A,\n"
                .formatted(longKey, longKey.substring(1), huge));
    assertThat(rejects(prepared))
        .containsExactly(
            "2|id|the row has no key|,A,",
            "3|id|the row has no key| \t,A,",
            "4|id|the key has a '+' or a '/', which Target does not allow in a thirdPartyId|a+b,A,",
            "5|id|the key has a '+' or a '/', which Target does not allow in a thirdPartyId|a/b,A,",
            "6|id|the key is longer than 256 characters|" + longKey + ",A,",
            "8||the row has 2 columns where the header has 3|1,A",
            "9|town|the quote opened in column 2 is never closed|2,\"A",
            "10||the encoded profile is longer than 65536 bytes|3,A," + huge);
    assertThat(prepared.read()).isEqualTo(10);
    assertThat(prepared.accepted()).isEqualTo(2);
    assertThat(prepared.rejected()).isEqualTo(8);
  }

  @Test
  void valueOverTheConfiguredLengthIsRejectedByColumn() throws IOException {
    Prepared prepared =
        prepare("id,town,note\n1,Oslo,\n2,Paris,\n", new Limits(1000, 10, 100, 4, 1000));
    assertThat(rejects(prepared))
        .containsExactly("3|town|the value is longer than 4 characters|2,Paris,");
  }

  @Test
  void rowThatWouldMakeItsProfileTooLongIsLeftOutAndShown() throws IOException {
    Prepared prepared =
        prepare(
            "id,town,note\n7,aaaaaaaa,\n8,b,\n7,,\"dddd\ndddd\"\n7,e,\n",
            new Limits(1000, 10, 15, 0, 1000));
    assertThat(BatchText.profiles(prepared))
        .containsOnly(Map.entry("7", Map.of("city", "e")), Map.entry("8", Map.of("city", "b")));
    assertThat(rejects(prepared))
        .containsExactly(
            "4||with this row the encoded profile would be longer than 15 bytes; it stays as the"
                + " rows before have it|7,,\"dddd\ndddd\"");
    assertThat(prepared.accepted()).isEqualTo(3);
  }

  @Test
  void profileMayFillTheLimitToTheByteAndABatchMayNot() throws IOException {
    int header = "batch=thirdPartyId,city,note\n".length();
    String source = "id,town,note\n1,a23456789,\n2,b23456789,\n";
    assertThat(prepare(source, new Limits(header + 24 + 1, 10, 11, 0, 1000)).batches()).hasSize(1);
    assertThat(prepare(source, new Limits(header + 24, 10, 11, 0, 1000)).batches()).hasSize(2);
    assertThat(prepare(source, new Limits(1000, 1, 11, 0, 1000)).batches()).hasSize(2);
    assertThat(prepare(source, new Limits(1000, 10, 10, 0, 1000)).rejected()).isEqualTo(2);
  }

  @Test
  void nothingAcceptedMakesNoBatch() throws IOException {
    assertThat(prepare("id,town,note\n").batches()).isEmpty();
    assertThat(prepare("id,town,note\n,,\n").batches()).isEmpty();
  }

  @Test
  void filesWithPeoplesDataAreForTheirOwnerOnly() throws IOException {
    prepare("id,town,note\n7,Oslo,\n,,\n");
    assertThat(mode(work)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(work)) {
      assertThat(files.map(ProfileBatchesTest::mode)).containsExactly("rw-------", "rw-------");
    }
  }

  @Test
  void preparingAgainRemovesWhatAnEarlierRunLeftAndNothingElse() throws IOException {
    Limits oneByOne = new Limits(1000, 1, 100, 0, 1000);
    prepare("id,town,note\n1,a,\n2,b,\n3,c,\n", oneByOne);
    Files.writeString(work.resolve("spill-0-1"), "left by a crash");
    Files.writeString(work.resolve("ledger"), "mine");
    prepare("id,town,note\n1,a,\n", oneByOne);
    try (Stream<Path> files = Files.list(work)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("batch-00001.txt", "rejects.csv", "ledger");
    }
  }

  @Test
  void refusedFileLeavesNoBatchBehind() throws IOException {
    assertThatThrownBy(() -> prepare("id,city\n7,Oslo\n"))
        .isInstanceOf(RefusedFile.class)
        .hasMessageContaining("no column town, note but only id, city");
    try (Stream<Path> files = Files.list(work)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void limitsWithoutRoomForAProfileAreRefused() {
    assertThatThrownBy(() -> prepare("id,town,note\n", new Limits(101, 1, 100, 0, 1)))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> new Limits(100, 1, 100, 0, 1))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> new Limits(100, 0, 10, 0, 1))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void memoryForOneIdIsOneProfileHoweverManyRows() throws IOException {
    StringBuilder text = new StringBuilder("id,town,note\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("7,").append(i).append(",\n");
    }
    Prepared prepared = prepare(text.toString(), new Limits(1000, 10, 100, 0, 500));
    assertThat(BatchText.profiles(prepared)).containsOnly(Map.entry("7", Map.of("city", "9999")));
    assertThat(prepared.merged()).isEqualTo(9_999);
  }

  private Prepared prepare(String text) throws IOException {
    return prepare(text, Limits.DEFAULT);
  }

  private Prepared prepare(String text, Limits limits) throws IOException {
    Files.write(input, text.getBytes(UTF_8));
    return new ProfileBatches(MAPPING, CsvFormat.DEFAULT, limits).prepare(input, work);
  }

  private static List<String> rejects(Prepared prepared) throws IOException {
    return RejectText.read(prepared.rejects());
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
