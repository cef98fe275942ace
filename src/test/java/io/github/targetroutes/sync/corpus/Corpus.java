package io.github.targetroutes.sync.corpus;

import static io.github.targetroutes.sync.corpus.Outcome.refused;
import static io.github.targetroutes.sync.corpus.Outcome.taken;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files as they come by mistake, each with what has to become of it: in the bulk update of
 * profiles, which reads CSV alone, and in the flows of records, which read every form.
 *
 * <p>The mappings are {@code id} as the key, {@code name} and {@code note}; the longest record is
 * {@link #MAX_RECORD} bytes.
 */
final class Corpus {

  static final int MAX_RECORD = 10_000;

  private static final String HEAD = "id,name,note\n";
  private static final String JSON = "it is JSON; this flow reads CSV";
  private static final String FEED = "it is a feed of Recommendations; this flow reads CSV";
  private static final String NOT_UTF8 = "the text is not UTF-8 in column 2";
  private static final String NO_JSON = "it is no JSON from line ";

  /**
   * A file and its outcomes.
   *
   * @param name a file name as it would be in an inbox; the name tells the reader nothing
   */
  record Case(String name, byte[] content, Outcome profiles, Outcome records) {

    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Case> cases = new ArrayList<>();

  private Corpus() {}

  static List<Case> all() {
    Corpus corpus = new Corpus();
    corpus.encodings();
    corpus.otherFormats();
    corpus.headers();
    corpus.quotes();
    corpus.rows();
    corpus.oddButGood();
    corpus.jsonArrays();
    corpus.jsonRecords();
    corpus.jsonLines();
    corpus.feeds();
    return corpus.cases;
  }

  private void encodings() {
    String text = HEAD + "1,Müller,a\n2,Bo,b\n";
    csv("latin-1.csv", bytes(text, ISO_8859_1), taken(1, "2 name " + NOT_UTF8));
    csv(
        "windows-1252-smart-quotes.csv",
        bytes(HEAD + "1,\u0093Bo\u0094,a\n2,Bo,b\n", ISO_8859_1),
        taken(1, "2 name " + NOT_UTF8));
    csv("latin-1-header.csv", bytes("id,näme\n1,a\n", ISO_8859_1), refused("header is not UTF-8"));
    csv("utf-16le-mark.csv", bytes("\uFEFF" + text, UTF_16LE), refused("it is UTF-16"));
    csv("utf-16be-mark.csv", bytes("\uFEFF" + text, UTF_16BE), refused("it is UTF-16"));
    csv("utf-16le.csv", bytes(text, UTF_16LE), refused("byte 1 is NUL, so it is UTF-16"));
    csv("utf-16be.csv", bytes(text, UTF_16BE), refused("byte 0 is NUL, so it is UTF-16"));
    csv("utf-32be.csv", bytes(text, Charset.forName("UTF-32BE")), refused("byte 0 is NUL"));
    csv("utf-8-mark.csv", bytes("\uFEFF" + text), taken(2));
    csv("two-marks.csv", bytes("\uFEFF\uFEFF" + text), refused("no column id"));
    csv("overlong.csv", row(0xC0, 0xAF), taken(1, "2 name " + NOT_UTF8));
    csv("overlong-nul.csv", row(0xC0, 0x80), taken(1, "2 name " + NOT_UTF8));
    csv("lone-surrogate.csv", row(0xED, 0xA0, 0x80), taken(1, "2 name " + NOT_UTF8));
    csv("beyond-unicode.csv", row(0xF4, 0x90, 0x80, 0x80), taken(1, "2 name " + NOT_UTF8));
    csv("cut-in-a-character.csv", bytes(HEAD + "1,a,b\n2,Bo,", 0xE2, 0x82), taken(1, "3 note"));
    csv("nul.csv", bytes(HEAD + "1,a\0,b\n"), refused("byte 16 is NUL"));
    csv("mojibake.csv", bytes(HEAD + "1,MÃ¼ller,a\n"), taken(1));
  }

  private void otherFormats() {
    csv("empty.csv", bytes(""), refused("it is empty; its first line must name the columns"));
    csv("blank-lines.csv", bytes("\n\r\n\n"), refused("it is empty"));
    csv("one-byte.csv", bytes("x"), refused("no column id, name, note but only x"));
    csv("one-quote.csv", bytes("\""), refused("the quote opened in column 1 is never closed"));
    csv("one-bad-byte.csv", bytes("", 0xFF), refused("its header is not UTF-8"));
    csv("only-mark.csv", bytes("\uFEFF"), refused("it is empty"));
    csv("half-a-mark.csv", bytes("", 0xEF, 0xBB), refused("its header is not UTF-8"));
    csv("gzip.csv", gzip(HEAD + "1,a,b\n"), refused("it is compressed with gzip; unpack it"));
    csv("archive.csv", zip("customers.csv"), refused("it is a ZIP archive or an Excel workbook"));
    csv("workbook.xlsx", zip("xl/workbook.xml"), refused("save it as CSV in UTF-8"));
    csv("empty.zip", bytes("PK\5\6" + "\0".repeat(18)), refused("NUL"));
    csv("report.pdf", bytes("%PDF-1.7\n%", 0xE2, 0xE3), refused("no column id"));
    csv(
        "error-page.csv",
        bytes("<!DOCTYPE html>\n<html><body>Please log in</body></html>\n"),
        refused("it is HTML or XML, perhaps an error page"));
    csv("table.csv", bytes("\r\n  <table><tr><td>id</td></tr></table>"), refused("HTML or XML"));
    csv(
        "google-feed.recs",
        bytes(
            "<?xml version=\"1.0\"?>\n"
                + "<rss version=\"2.0\""
                + " xmlns:g=\"http://base.google.com/ns/1.0\"><channel><item><g:id>1</g:id></item></channel></rss>\n"),
        refused("it is HTML or XML"));
    csv("yaml.csv", bytes("- id: 1\n  name: a\n"), refused("no column id, name, note but only"));
  }

  private void headers() {
    csv("only-header.csv", bytes(HEAD), taken(0));
    csv("only-header-no-line-end.csv", bytes("id,name,note"), taken(0));
    csv("no-header.csv", bytes("1,a,b\n2,c,d\n"), refused("no column id, name, note but only 1"));
    csv("column-twice.csv", bytes("id,name,name\n1,a,b\n"), refused("two columns are named name"));
    csv("column-without-name.csv", bytes("id,,note\n1,a,b\n"), refused("column 2 has no name"));
    csv("comma-too-many.csv", bytes("id,name,note,\n1,a,b,\n"), refused("column 4 has no name"));
    csv("missing-column.csv", bytes("id,name\n1,a\n"), refused("no column note but only id, name"));
    csv("other-case.csv", bytes("ID,Name,Note\n1,a,b\n"), refused("no column id, name, note"));
    csv("semicolons.csv", bytes("id;name;note\n1;a;b\n"), refused("the mapping or the delimiter"));
    csv("tabs.csv", bytes("id\tname\tnote\n1\ta\tb\n"), refused("the mapping or the delimiter"));
    csv(
        "excel-sep.csv",
        bytes("sep=,\n" + HEAD + "1,a,b\n"),
        refused("its first line is Excel's sep="));
    csv("quoted-header.csv", bytes("\"id\",\"name\",\"note\"\n1,a,b\n"), taken(1));
    csv("spaces-around-names.csv", bytes(" id , name,\tnote\n1,a,b\n"), taken(1));
    csv("header-unclosed.csv", bytes("id,\"name,note\n1,a,b\n"), refused("is never closed"));
    csv("more-columns.csv", bytes("x,id,y,name,z,note\n,1,,a,,b\n"), taken(1));
  }

  private void quotes() {
    String never = "the quote opened in column 2 is never closed";
    csv(
        "unclosed-at-start.csv",
        bytes(HEAD + "1,\"a,b\n2,c,d\n3,e,f\n"),
        taken(2, "2 name " + never));
    csv(
        "unclosed-in-the-middle.csv",
        bytes(HEAD + "1,a,b\n2,\"c,d\n3,\"e\",f\n"),
        taken(2, "3 name " + never));
    csv("unclosed-at-end.csv", bytes(HEAD + "1,a,b\n2,\"c,d"), taken(1, "3 name " + never));
    csv("quote-at-the-very-end.csv", bytes(HEAD + "1,a,b\n2,c,\""), taken(1, "3 note"));
    csv("quotes-inside.csv", bytes(HEAD + "1,5\" pipe,6\"\n2,a\"b\"c,d\n"), taken(2));
    csv(
        "text-behind-a-quote.csv",
        bytes(HEAD + "1,\"a\" x,b\n2,c,d\n"),
        taken(1, "2 name text follows the closing quote of column 2"));
    csv("backslash-quotes.csv", bytes(HEAD + "1,\"a \\\"b\\\" c\",d\n2,e,f\n"), taken(1, "2 name"));
    csv("space-before-a-quote.csv", bytes(HEAD + "1, \"a\",b\n"), taken(1));
    csv("doubled-quotes.csv", bytes(HEAD + "1,\"\"\"\",\"\"\n"), taken(1));
    csv("line-break-in-quotes.csv", bytes(HEAD + "1,\"a\r\nb\",c\n2,d,e\n"), taken(2));
  }

  private void rows() {
    csv(
        "ragged.csv",
        bytes(HEAD + "1,a\n2,a,b\n3,a,b,c\n"),
        taken(
            1,
            "2 the row has 2 columns where the header has 3",
            "4 the row has 4 columns where the header has 3"));
    csv("no-key.csv", bytes(HEAD + ",a,b\n  ,a,b\n1,a,b\n"), taken(1, "2 id the r", "3 id the r"));
    csv("cr-only.csv", bytes("id,name,note\r1,a,b\r2,c,d\r"), refused("end with CR alone"));
    csv("cr-only-rows.csv", bytes(HEAD + "1,a,b\r2,c,d\r"), taken(0, "2 the row has 5 columns"));
    csv("mixed-line-ends.csv", bytes(HEAD + "1,a,b\r\n2,a,b\n\r\n\n3,a,b"), taken(3));
    csv(
        "huge-field.csv",
        bytes(HEAD + "1," + "x".repeat(3_000_000) + ",b\n2,c,d\n"),
        taken(1, "2 the record is longer than 10000 bytes"));
    csv(
        "huge-quoted-field.csv",
        bytes(HEAD + "1,\"" + "x\n".repeat(20_000) + "\",b\n"),
        taken(0).with(20_001));
    csv("huge-header.csv", bytes("x".repeat(50_000)), refused("its header can't be read: the rec"));
    csv(
        "many-columns.csv",
        bytes(HEAD + "1" + ",".repeat(9_000) + "\n"),
        taken(0, "2 the row has 9001"));
  }

  private void oddButGood() {
    csv("formula.csv", bytes(HEAD + "1,=HYPERLINK(\"\"x\"\"),@SUM(A1)\n2,-1|cmd,'x\n"), taken(2));
    csv("emoji.csv", bytes(HEAD + "1,👩‍👩‍👧,🏳️‍🌈\n"), taken(1));
    csv("right-to-left.csv", bytes(HEAD + "1,שלום,\u202Emalicious\u202C\n"), taken(1));
    csv("control-characters.csv", bytes(HEAD + "1,a\u0007\u001B[31m,\u0085\n"), taken(1));
    csv("no-line-end.csv", bytes(HEAD + "1,a,b"), taken(1));
    csv("end-of-file-mark.csv", bytes(HEAD + "1,a,b\n\u001A"), taken(1, "3 the row has 1 columns"));
    both(
        "control-character-in-key.csv",
        bytes(HEAD + "1\u0007,a,b\n"),
        taken(1),
        taken(0, "2 id the key has a control character"));
  }

  private void jsonArrays() {
    String one = "{\"id\":\"1\",\"name\":\"a\",\"note\":\"b\"}";
    json("array.json", "[" + one + "]", taken(1));
    json("array-empty.json", "[ ]", taken(0));
    json("array-mark.json", "\uFEFF[\r\n" + one + ",\r\n" + one + "\r\n]\r\n", taken(2));
    json("cut-behind-bracket.json", "[", refused("it ends in line 1, column 2, in the middle"));
    json("cut-behind-record.json", "[" + one, refused("in the middle of its array; get it whole"));
    json("cut-behind-comma.json", "[" + one + ",\n", refused("it ends in line 2, column 1"));
    json("cut-in-name.json", "[" + one + ",{\"id", refused("it ends in line 1"));
    json("cut-behind-name.json", "[" + one + ",{\"id\"", refused("it ends in line 1"));
    json("cut-behind-colon.json", "[" + one + ",{\"id\":", refused("it ends in line 1"));
    json("cut-in-text.json", "[" + one + ",{\"id\":\"2", refused("it ends in line 1"));
    json("cut-in-escape.json", "[" + one + ",{\"id\":\"\\", refused("it ends in line 1"));
    json("cut-in-number.json", "[" + one + ",{\"id\":2", refused("it ends in line 1"));
    json("cut-in-word.json", "[" + one + ",{\"id\":tru", refused("it ends in line 1"));
    json("cut-in-list.json", "[" + one + ",{\"id\":[1,", refused("it ends in line 1"));
    json("comma-behind-last.json", "[" + one + ",]", refused(NO_JSON + "1, column 34: a value is"));
    json("comma-twice.json", "[" + one + ",," + one + "]", refused("a value is missing"));
    json("comma-missing.json", "[" + one + "\n" + one + "]", refused(NO_JSON + "2, column 1"));
    json("bracket-wrong.json", "[{\"id\":[1}]", refused("it ends in line 1"));
    json("bracket-too-many.json", "[" + one + "}]", refused(NO_JSON));
    json(
        "two-arrays.json",
        "[" + one + "]\n[" + one + "]",
        refused("something stands behind its array, in line 2"));
    json(
        "array-in-array.json", "[[" + one + "]," + one + "]", taken(1, "1 the record is an array"));
    json("scalars.json", "[1,\"a\",null," + one + "]", taken(1, "1 the r", "1 the r", "1 the r"));
    both("words.json", bytes("[true,false]"), refused("no column"), refused("no column"));
    json("comment.json", "[" + one + " // the first\n]", refused(NO_JSON + "1, column"));
    json(
        "huge-record.json",
        "[{\"id\":\"" + "x".repeat(3_000_000) + "\"}," + one + "]",
        taken(1, "1 the record is longer than 10000 bytes"));
    both(
        "latin-1.json",
        bytes("[{\"id\":\"Müller\"}," + one + "]", ISO_8859_1),
        refused(JSON),
        taken(1, "1 the text is not UTF-8"));
    both(
        "utf-16.json",
        bytes("\uFEFF[" + one + "]", UTF_16LE),
        refused("UTF-16"),
        refused("UTF-16"));
  }

  /** As lines, where each costs itself alone; in an array a break in the syntax costs the file. */
  private void jsonRecords() {
    String depth = "{\"id\":\"1\",\"name\":" + "[".repeat(200) + "]".repeat(200) + "}";
    record("name-twice", "{\"id\":\"1\",\"id\":\"2\"}", "a name stands twice in one object");
    record("name-twice-inside", "{\"id\":\"1\",\"x\":{\"a\":1,\"a\":1}}", "a name stands twice");
    record("deep", depth, "it is nested more than 64 deep");
    record("huge-exponent", "{\"id\":\"1\",\"name\":1e999999}", "name the number is beyond 1e308");
    record("tiny-exponent", "{\"id\":\"1\",\"name\":1e-999999}", "name the number is beyond 1e308");
    record(
        "many-digits",
        "{\"id\":\"1\",\"name\":1" + "0".repeat(2000) + "}",
        "a number has more than 400 digits");
    record(
        "half-surrogate",
        "{\"id\":\"1\",\"name\":\"\\uD83D\"}",
        "name the text has half of a surr");
    record("half-surrogate-name", "{\"id\":\"1\",\"\\uDE00\":1}", "a name has half of a surrogate");
    record("key-object", "{\"id\":{\"a\":1}}", "id the value is an object and no text");
    record("key-list", "{\"id\":[1,2]}", "id the value is a list and no text");
    record("key-null", "{\"id\":null,\"name\":\"a\"}", "id the record has no key");
    record("key-missing", "{\"name\":\"a\"}", "id the record has no key");
    record("key-control", "{\"id\":\"a\\u0000b\"}", "id the key has a control character");
    broken("nan", "{\"id\":\"1\",\"name\":NaN}");
    broken("comma", "{\"id\":\"1\",}");
    broken("single-quotes", "{'id':'1'}");
    broken("no-quotes", "{id:1}");
    broken("python", "{\"id\":None}");
    broken("leading-zero", "{\"id\":007}");
    broken("plus", "{\"id\":+1}");
    broken("bad-escape", "{\"id\":\"\\x41\"}");
    broken("tab-in-text", "{\"id\":\"a\tb\"}");
    broken("assignment", "{\"id\"=1}");
  }

  private void jsonLines() {
    String one = "{\"id\":\"1\",\"name\":\"a\"}\n";
    json("lines.jsonl", one + "\n  \n" + one, taken(2));
    json("lines-crlf.jsonl", one.replace("\n", "\r\n") + one.strip(), taken(2));
    json("line-cut.jsonl", one + "{\"id\":\"2\n" + one, taken(2, "2 at character"));
    json("first-line-cut.jsonl", "{\"id\":\"2\n" + one, taken(1, "1 at character"));
    json("only-line-cut.jsonl", "{\"id\":", taken(0, "1 at character 7 it is no JSON: it ends"));
    json("two-on-a-line.jsonl", one + one.strip() + one, taken(1, "2 at character"));
    json(
        "not-an-object.jsonl",
        one + "[1]\n42\n\"x\"\n",
        taken(
            1, "2 the record is an array", "3 the record is a number", "4 the record is a string"));
    json(
        "pretty.json",
        "{\n  \"id\": \"1\",\n  \"name\": \"a\"\n}\n",
        refused("one JSON object over several lines"));
    json(
        "nul.jsonl",
        one + "{\"id\":\"" + "x".repeat(5000) + "\0\"}\n" + one,
        taken(2, "2 at char"));
    json(
        "huge-line.jsonl",
        "{\"id\":\"" + "x".repeat(3_000_000) + "\"}\n" + one,
        taken(1, "1 the record is longer"));
    both(
        "latin-1.jsonl",
        bytes(one + "{\"id\":\"ü\"}\n", ISO_8859_1),
        refused(JSON),
        taken(1, "2 the text is not UTF-8"));
  }

  private void feeds() {
    String head = "## RECSRecommendations Upload File\n## RECS''## RECS'' do not remove\n## RECS\n";
    String columns = "## RECSentity.id,entity.name,entity.note\n";
    feed("feed.recs", head + columns + "1,a,\"[\"\"New\"\",\"\"Web\"\"]\"\n2,,\n", taken(2));
    feed("feed-crlf.recs", ("\uFEFF" + head + columns + "1,a,b\n").replace("\n", "\r\n"), taken(1));
    feed("feed-no-columns.recs", head + "1,a,b\n", refused("names its columns before line 4"));
    feed("feed-only-mark.recs", "## RECS", refused("names its columns before line 2; add it"));
    feed("feed-space.recs", "## RECS entity.id,entity.name\n1,a\n", refused("names its columns"));
    feed("feed-no-id.recs", "## RECSentity.name,entity.note\na,b\n", refused("without entity.id"));
    feed("feed-ragged.recs", head + columns + "1,a\n2,b,c\n", taken(1, "5 the row has 2 columns"));
    feed(
        "feed-no-key.recs",
        head + columns + ",a,b\n",
        taken(0, "5 entity.id the record has no key"));
    feed(
        "feed-100-custom.recs",
        columns.strip() + custom(99) + "\n1,a,b" + ",x".repeat(99) + "\n",
        taken(1));
    feed(
        "feed-101-custom.recs",
        columns.strip() + custom(100) + "\n",
        refused("it has 101 custom columns where Target takes 100; put the others into a second"));
    feed(
        "feed-long-line.recs", "## RECS" + "x".repeat(50_000) + "\n", refused("names its columns"));
  }

  private static String custom(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ",entity.custom" + i)
        .collect(Collectors.joining());
  }

  /** Both read it alike. */
  private void csv(String name, byte[] content, Outcome outcome) {
    both(name, content, outcome, outcome);
  }

  private void json(String name, String content, Outcome records) {
    both(name, bytes(content), refused(JSON), records);
  }

  private void feed(String name, String content, Outcome records) {
    both(name, bytes(content), refused(FEED), records);
  }

  private void record(String name, String json, String reason) {
    String good = "{\"id\":\"9\"}";
    json("lines-" + name + ".jsonl", good + "\n" + json + "\n" + good, taken(2, "2 " + reason));
    json("array-" + name + ".json", "[" + good + ",\n" + json + "\n]", taken(1, "2 " + reason));
  }

  private void broken(String name, String json) {
    String good = "{\"id\":\"9\"}";
    json("lines-" + name + ".jsonl", good + "\n" + json + "\n" + good, taken(2, "2 at character"));
    json("array-" + name + ".json", "[" + good + ",\n" + json + "\n]", refused(NO_JSON + "2"));
  }

  private void both(String name, byte[] content, Outcome profiles, Outcome records) {
    cases.add(new Case(name, content, profiles, records));
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  /** Text, and bytes behind it that are none. */
  private static byte[] bytes(String text, int... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text.getBytes(UTF_8));
    for (int b : more) {
      out.write(b);
    }
    return out.toByteArray();
  }

  /** A bad row, whose name is these bytes, and a good one. */
  private static byte[] row(int... name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(HEAD + "1,", name));
    out.writeBytes(bytes(",a\n2,Bo,b\n"));
    return out.toByteArray();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String entry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(bytes(HEAD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
