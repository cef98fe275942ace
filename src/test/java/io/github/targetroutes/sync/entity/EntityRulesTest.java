package io.github.targetroutes.sync.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.change.Action;
import io.github.targetroutes.sync.change.BrokenRule;
import io.github.targetroutes.sync.change.Change;
import io.github.targetroutes.sync.change.Unit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityRulesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EntityRules rules = new EntityRules();

  private JsonNode checked(String key, String mapped) throws BrokenRule {
    return rules.check(key, object(mapped));
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void whatIsNoPartOfAnEntityIsAnAttribute() throws BrokenRule {
    JsonNode entity =
        checked(
            "A-1",
            """
            {"name":"Tent","categories":"Camping, Tents,Camping","value":"12.50","inventory":7,
             "attributes":{"colour":"red","tags":["a","b"]},"message":" "}
            """);

    assertThat(entity)
        .hasToString(
            "{\"id\":\"A-1\",\"name\":\"Tent\",\"categories\":[\"Camping\",\"Tents\"],\"attributes\":"
                + "{\"value\":12.50,\"inventory\":7,\"colour\":\"red\",\"tags\":\"[\\\"a\\\",\\\"b\\\"]\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A 1 | {'name':'x','categories':['c']} | id",
        "A/1 | {'name':'x','categories':['c']} | id",
        "Ä   | {'name':'x','categories':['c']} | id",
        "A1  | {'categories':['c']} | name",
        "A1  | {'name':'x'} | categories",
        "A1  | {'name':'x','categories':[' ']} | categories",
        "A1  | {'name':'x','categories':['c'],'environment':'prod'} | environment",
        "A1  | {'name':'x','categories':['c'],'value':'1,5'} | value",
        "A1  | {'name':'x','categories':['c'],'inventory':'1.5'} | inventory",
        "A1  | {'name':'x','categories':['c'],'categoryId':'c'} | categoryId",
        "A1  | {'name':'x','categories':['c'],'tags':['a',1]} | tags",
        "A1  | {'name':'x','categories':['c'],'size':{'a':1}} | size"
      })
  void whatTargetWouldNotTakeIsNamedByItsField(String key, String mapped, String field) {
    assertThatThrownBy(() -> checked(key, mapped.replace('\'', '"')))
        .isInstanceOf(BrokenRule.class)
        .satisfies(fault -> assertThat(((BrokenRule) fault).field()).isEqualTo(field));
  }

  @Test
  void longValuesAreRefusedByTargetsLimits() {
    String head = "{\"name\":\"x\",\"categories\":[\"c\"],\"text\":\"";

    assertThatThrownBy(() -> checked("a", head + "x".repeat(15_001) + "\"}"))
        .hasMessageContaining("longer than 15000");
    assertThatThrownBy(() -> checked("a", head + "漢".repeat(10_001) + "\"}"))
        .hasMessageContaining("longer than 10000");
    assertThatThrownBy(() -> rules.checkKey("x".repeat(1001))).hasMessageContaining("1000");
  }

  @Test
  void anEntityWithoutAnEnvironmentTakesTheConfiguredOne() throws BrokenRule {
    rules.setEnvironment("42");

    assertThat(checked("a", "{\"name\":\"x\",\"categories\":[\"c\"]}").path("environment").asLong())
        .isEqualTo(42);
    assertThat(
            checked("a", "{\"name\":\"x\",\"categories\":[\"c\"],\"environment\":\"7\"}")
                .path("environment")
                .asLong())
        .isEqualTo(7);
  }

  @Test
  void nothingIsDeletedInEveryEnvironment() {
    Change change = new Change(1, "a", Action.DELETE, null, 0, 0, 1, 1, "deleted");
    Unit unit = new Unit("run", "entities", 1, 1, List.of(change, change));

    assertThatThrownBy(() -> rules.deleteQuery(unit))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sync.entities.environment");
    rules.setEnvironment("3");
    assertThat(rules.deleteQuery(unit)).isEqualTo(Map.of("ids", "a,a", "environment", "3"));
    assertThatThrownBy(() -> rules.setEnvironment("prod"))
        .isInstanceOf(ConfigurationException.class);
  }
}
