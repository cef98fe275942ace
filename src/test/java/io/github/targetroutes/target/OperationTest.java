package io.github.targetroutes.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.target.Operation.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

  private static final String V3 = "application/vnd.adobe.target.v3+json";

  private static Operation admin(String call) {
    return operation(Host.ADMIN, call, 3, null, null, null);
  }

  private static Operation operation(
      Host host, String call, int version, String type, Boolean metered, Boolean repeatable) {
    return new Operation(
        "x",
        "g",
        host,
        call,
        version,
        type,
        null,
        null,
        null,
        null,
        metered,
        repeatable,
        false,
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource({"GET,true", "PUT,true", "PATCH,true", "DELETE,true", "POST,false"})
  void onlyAPostDoesHarmWhenRepeatedUnlessTheTableSaysOtherwise(String method, boolean repeatable) {
    String call = method + " /audiences";

    assertThat(admin(call).repeatable()).isEqualTo(repeatable);
    assertThat(operation(Host.EDGE, call, 0, null, null, !repeatable).repeatable())
        .isEqualTo(!repeatable);
  }

  @ParameterizedTest
  @CsvSource({"GET,false", "DELETE,false", "POST,true", "PUT,true", "PATCH,true"})
  void theVersionTravelsInAcceptAndForABodyInContentTypeToo(String method, boolean body) {
    Operation operation = admin(method + " /audiences");

    assertThat(operation.accept()).isEqualTo(V3);
    assertThat(operation.contentType()).isEqualTo(body ? V3 : null);
  }

  @Test
  void anOperationWithoutVersionHasTheTypeOfItsTable() {
    Operation upload = operation(Host.EDGE, "POST /m2", 0, "text/plain", false, null);

    assertThat(upload.accept()).isNull();
    assertThat(upload.contentType()).isEqualTo("text/plain");
  }

  @Test
  void everyOperationIsMeteredUnlessTheTableSaysOtherwise() {
    assertThat(admin("GET /offers").metered()).isTrue();
    assertThat(operation(Host.EDGE, "GET /rest", 0, null, false, null).metered()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET", "/offers", "get /offers", "GET offers", "GET /of fers"})
  void whatIsNoCallIsRefused(String call) {
    assertThatThrownBy(() -> admin(call))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + call + "\" is no call, such as \"GET /offers/content/{id}\"");
  }
}
