package io.github.targetroutes.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.input.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordMappingTest {

  private static final String KEY = "key: {column: id}\n";

  @Test
  void columnsBecomeFieldsAndDotsMakeInnerObjects() {
    assertThat(
            body(
                "fields:\n"
                    + "  - {name: name, column: title}\n"
                    + "  - {name: attributes.a, column: inner.a}\n"
                    + "  - {name: attributes.b, column: x.y}\n"
                    + "  - {name: environment, constant: 9007199254740993}\n"
                    + "  - {name: tags, constant: [a, {b: true}]}\n",
                "{'id':'1','title':'T','inner':{'a':1.10},'x.y':true,'x':{'y':false}}"))
        .isEqualTo(
            "{'name':'T','attributes':{'a':1.10,'b':true},'environment':9007199254740993,"
                + "'tags':['a',{'b':true}]}");
  }

  @Test
  void whatIsEmptyIsLeftOutOrGetsItsDefault() {
    assertThat(
            body(
                "trim: true\nfields:\n"
                    + "  - {name: a, column: a}\n"
                    + "  - {name: b, column: b}\n"
                    + "  - {name: c, column: c, default: none}\n"
                    + "  - {name: d, column: d, number: ',', default: '0'}\n"
                    + "  - {name: e, column: e, list: '|', default: x}\n"
                    + "  - {name: f, column: f, list: '|'}\n",
                "{'id':'1','a':'  ','b':null,'c':'','e':' | ','f':'|'}"))
        .isEqualTo("{'c':'none','d':0,'e':['x']}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "case: upper; 'straße'; 'STRASSE'",
        "case: lower; 'İI'; 'i̇i'",
        "values: {A: Acme}; 'A'; 'Acme'",
        "values: {A: Acme}, default: other; 'B'; 'other'",
        "values: {1: one}; 1; 'one'",
        "values: {a: x}, case: upper; 'a'; 'X'",
        "number: ','; '1234,50'; 1234.50",
        "number: ','; '-0,5'; -0.5",
        "number: '.'; '+7'; 7",
        "number: '.'; 12345678901234567890.123456789; 12345678901234567890.123456789",
        "number: {decimal: ',', group: '.'}; '1.234.567,8'; 1234567.8",
        "number: {decimal: ',', group: '.'}; '1234'; 1234",
        "number: {decimal: '.', group: ' '}; '12 345'; 12345",
        "date: {from: dd.MM.yyyy, to: yyyy-MM-dd}; '29.02.2024'; '2024-02-29'",
        "date: {from: d MMM uuuu, to: yyyy-MM-dd}; '1 Mar 2026'; '2026-03-01'",
        "date: {from: yyyyMMdd, to: \"yyyy-MM-dd'T'HH:mm:ssXXX\"}; 20260301;"
            + " '2026-03-01T00:00:00Z'",
        "date: {from: yyyy-MM-dd HH:mm, to: \"yyyy-MM-dd'T'HH:mmXXX\", zone: Europe/Berlin};"
            + " '2026-07-01 08:00'; '2026-07-01T08:00+02:00'",
        "list: '|'; 'a|b||c'; ['a','b','c']",
        "list: '.'; 'a.b'; ['a','b']",
        "list: '|', values: {a: x, b: y}; 'a|b'; ['x','y']",
        "list: '|'; ['a','b']; ['a','b']",
        "list: '|'; 7; [7]",
        "case: upper; ['a','b']; ['A','B']",
        "trim: true; ' a '; 'a'",
        "trim: false; ' a '; ' a '",
      })
  void valuesAreConverted(String how, String source, String sent) {
    assertThat(body("fields: [{name: v, column: v, " + how + "}]", "{'id':'1','v':" + source + "}"))
        .isEqualTo("{'v':" + sent + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "number: ','; '1.5'; no number like 1234,5",
        "number: '.'; '1,5'; no number like 1234.5",
        "number: '.'; 'NaN'; no number like",
        "number: '.'; '1e5'; no number like",
        "number: '.'; '٣'; no number like",
        "number: '.'; true; no number like",
        "number: {decimal: ',', group: '.'}; '12.34,5'; no number like 1.234,5",
        "number: {decimal: ',', group: '.'}; '1.5'; no number like 1.234,5",
        "date: {from: dd.MM.yyyy, to: yyyy}; '31.04.2026'; no date of the form dd.MM.yyyy",
        "date: {from: dd.MM.yyyy, to: yyyy}; '1.4.2026'; no date of the form dd.MM.yyyy",
        "values: {A: Acme}; 'a'; none of those in the mapping's 'values'",
        "case: upper; {'a':1}; the value is an object and no text",
        "case: upper; [['a']]; the value is a list and no text",
      })
  void aValueThatCannotBeConvertedNamesItsColumnAndNotItself(
      String how, String source, String reason) {
    Mapped mapped =
        map("fields: [{name: w, column: v, " + how + "}]", "{'id':'1','v':" + source + "}");
    assertThat(((Mapped.Rejected) mapped).reject().column()).isEqualTo("v");
    assertThat(((Mapped.Rejected) mapped).reject().reason()).contains(reason);
    assertThat(((Mapped.Rejected) mapped).reject().text()).startsWith("{\"id\":\"1\",\"v\":");
  }

  @Test
  void theFilterSkipsBeforeAnythingElseIsLookedAt() {
    String mapping =
        "trim: true\nfilter: {column: status, equals: [live, 1]}\nfields: [{name: a, column: a}]";
    assertThat(map(mapping, "{'status':'draft'}")).isInstanceOf(Mapped.Skipped.class);
    assertThat(map(mapping, "{'id':'1'}")).isInstanceOf(Mapped.Skipped.class);
    assertThat(map(mapping, "{'id':'1','status':'Live'}")).isInstanceOf(Mapped.Skipped.class);
    assertThat(map(mapping, "{'id':'1','status':' live '}")).isInstanceOf(Mapped.Body.class);
    assertThat(map(mapping, "{'id':'1','status':1}")).isInstanceOf(Mapped.Body.class);
    assertThat(rejected(map(mapping, "{'status':'live'}"))).isEqualTo("id: the record has no key");
  }

  @Test
  void aRecordThatDeletesNeedsItsKeyAlone() {
    String mapping =
        "delete: {column: gone, equals: true}\n"
            + "fields: [{name: n, column: n, number: '.'}, {name: e, constant: 7}]";
    assertThat(map(mapping, "{'id':'1','gone':true,'n':'many'}"))
        .isEqualTo(new Mapped.Body("1", true, JsonNodeFactory.instance.objectNode().put("e", 7)));
    assertThat(((Mapped.Body) map(mapping, "{'id':'1','gone':false,'n':'1'}")).delete()).isFalse();
    assertThat(rejected(map(mapping, "{'gone':true}"))).isEqualTo("id: the record has no key");
  }

  @Test
  void theWordForClearedGoesOutAsItIsToBeSentAndIsNeverConverted() {
    assertThat(
            body(
                "clear: {from: \"NULL\", to: none}\nfields:\n"
                    + "  - {name: a, column: a, number: ',', case: upper}\n"
                    + "  - {name: b, column: b, values: {x: y}, default: d}\n"
                    + "  - {name: c, column: c, list: '|'}\n"
                    + "  - {name: n, column: n}\n",
                "{'id':'1','a':'NULL','b':'NULL','c':'NULL','n':5}"))
        .isEqualTo("{'a':'none','b':'none','c':['none'],'n':5}");
  }

  @Test
  void aWholeRecordIsTheBodyAndFieldsChangeOrAddToIt() {
    String mapping =
        "whole: true\nwithout: [owner]\nfields:\n"
            + "  - {name: state, column: state, default: saved}\n"
            + "  - {name: name, column: name, case: upper}\n"
            + "  - {name: inner.b, constant: 2}\n";
    assertThat(body(mapping, "{'id':'1','name':'n','inner':{'a':[1]},'owner':'x','z':null}"))
        .isEqualTo("{'id':'1','name':'N','inner':{'a':[1],'b':2},'z':null,'state':'saved'}");
    assertThat(rejected(map(mapping, "{'id':'1','inner':[]}")))
        .isEqualTo("inner.b: the record's inner is no object that could be added to");
    assertThat(body("whole: true", "{'id':'1','offerId':9007199254740993}"))
        .isEqualTo("{'id':'1','offerId':9007199254740993}");
  }

  @Test
  void theSourceRecordStaysAsItIs() {
    SourceRecord record = SourceRecord.parse(json("{'id':'1','inner':{'a':1},'owner':'x'}"));
    parse("whole: true\nwithout: [owner]\nfields: [{name: inner.a, constant: 2}]").map(record);
    assertThat(record.fields().toString().replace('"', '\''))
        .isEqualTo("{'id':'1','inner':{'a':1},'owner':'x'}");
  }

  @Test
  void keysAreTextsExactToTheLastDigit() {
    String fields = "fields: [{name: a, column: a}]";
    assertThat(key(fields, "{'id':123456789012345678901234567890}"))
        .isEqualTo("123456789012345678901234567890");
    assertThat(key(fields, "{'id':1.10}")).isEqualTo("1.10");
    assertThat(key("trim: true\n" + fields, "{'id':' a b '}")).isEqualTo("a b");
  }

  @Test
  void columnsThatASourceMustHaveAreThoseThatAreRead() {
    assertThat(
            parse(
                    "filter: {column: f, equals: x}\ndelete: {column: d, equals: x}\n"
                        + "fields: [{name: a, column: a}, {name: b, constant: 1},"
                        + " {name: c, column: a}]")
                .columns())
        .containsExactly("id", "f", "d", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields: [] | 'fields' is missing or empty, and 'whole' is not true",
        "without: [a]\nfields: [{name: a, column: a}] | 'without' needs 'whole: true'",
        "fields: [{column: a}] | a field has no 'name'",
        "fields: [{name: a}] | field 'a' needs either 'column' or 'constant'",
        "fields: [{name: a, column: a, constant: 1}] | needs either 'column' or 'constant'",
        "fields: [{name: a, constant: 1, case: upper}] | has a constant, which is sent as it",
        "fields: [{name: a..b, column: a}] | has a path with an empty part",
        "fields: [{name: a, column: a}, {name: a, column: b}] | stands there twice",
        "fields: [{name: a, column: a}, {name: a.b, column: b}] | inside 'a'",
        "fields: [{name: a, column: a, number: x}] | the source's decimal separator",
        "fields: [{name: a, column: a, number: {decimal: ',', group: ','}}] | 'group' is one",
        "fields: [{name: a, column: a, number: {decimals: 2}}] | only decimal, group",
        "fields: [{name: a, column: a, date: {from: dd.MM.yyyy}}] | needs 'from' and 'to'",
        "fields: [{name: a, column: a, date: {from: dd.MM, to: yyyy}}] | holds no whole date",
        "fields: [{name: a, column: a, date: {from: jjjj, to: yyyy}}] | 'jjjj' is no pattern",
        "fields: [{name: a, column: a, date: {from: yyyyMMdd, to: yyyy, zone: Mars}}] | no time",
        "fields: [{name: a, column: a, date: {form: x}}] | only from, to, zone",
        "fields: [{name: a, column: a, date: {from: yyyyMMdd, to: yyyy}, number: '.'}] | a date"
            + " and",
        "fields: [{name: a, column: a, case: title}] | 'title' is not upper or lower",
        "fields: [{name: a, column: a, default: ''}] | empty default",
        "fields: [{name: a, column: a, default: \"\\uD800\"}] | half of a surrogate pair",
        "fields: [{name: a, column: a, values: {}}] | empty table of values",
        "fields: [{name: a, column: a, list: ''}] | what parts the values",
        "fields: [{nam: a, column: a}] | only name, column, constant, trim, case, default, date,"
            + " number, values, list",
        "filter: {column: a}\nfields: [{name: a, column: a}] | the condition on 'a' needs 'equals'",
        "filter: {column: a, is: b}\nfields: [{name: a, column: a}] | only column, equals",
        "delete: {equals: b}\nfields: [{name: a, column: a}] | a condition needs 'column'",
        "clear: {from: NULL, to: none}\nfields: [{name: a, column: a}] | stands in quotes",
        "clear: {from: x}\nfields: [{name: a, column: a}] | 'clear' needs 'from' and 'to'",
        "filters: {}\nfields: [{name: a, column: a}] | only key, trim, filter, delete, clear,"
            + " whole, without, fields",
      })
  void whatIsWrongWithAMappingIsNamedWithItsPlace(String yamlAndReason) {
    String[] parts = yamlAndReason.split(" \\| ");
    assertThatThrownBy(() -> parse(parts[0]))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("test.yaml, line ")
        .hasMessageContaining(parts[1])
        .message()
        .doesNotContain("\n", "io.github", "com.fasterxml");
  }

  @Test
  void aMappingWithoutKeyOrFieldsSaysWhatItNeeds() {
    assertThatThrownBy(() -> RecordMapping.parse("", "test.yaml"))
        .hasMessageContaining("it does not have 'key' and 'fields'");
    assertThatThrownBy(() -> RecordMapping.parse("fields: [{name: a, column: a}]", "test.yaml"))
        .hasMessageContaining("'key' is missing");
  }

  private static RecordMapping parse(String yaml) {
    return RecordMapping.parse(KEY + yaml, "test.yaml");
  }

  private static Mapped map(String yaml, String record) {
    return parse(yaml).map(SourceRecord.parse(json(record)));
  }

  private static String body(String yaml, String record) {
    return ((Mapped.Body) map(yaml, record)).body().toString().replace('"', '\'');
  }

  private static String key(String yaml, String record) {
    return ((Mapped.Body) map(yaml, record)).key();
  }

  private static String rejected(Mapped mapped) {
    return ((Mapped.Rejected) mapped).reject().column()
        + ": "
        + ((Mapped.Rejected) mapped).reject().reason();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
