package io.github.targetroutes.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchReferencesTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'{\"offerId\":\"{operationIdResponse:7}\"}', '{\"offerId\":4711}'",
        "'[\"{operationIdResponse:7}\",\"{operationIdResponse:7}\"]', '[4711,4711]'",
        "'{\"a\":\"x {operationIdResponse:7}\"}', '{\"a\":\"x 4711\"}'",
        "'{\"{operationIdResponse:7}\":1}', '{\"4711\":1}'",
        "'{\"a\":\"x\\\"{operationIdResponse:7}\"}', '{\"a\":\"x\\\"4711\"}'",
        "'{\"a\":\"{operationIdResponse:8}\"}', '{\"a\":\"{operationIdResponse:0}\"}'",
        "'/v2/offers/content/{operationIdResponse:7}', '/v2/offers/content/4711'"
      })
  void whatIsKnownBecomesAnIdAndTheRestANumberOfTheCall(String text, String resolved) {
    assertThat(BatchReferences.resolved(text, i -> i == 7 ? 4711L : null, i -> i - 8))
        .isEqualTo(resolved);
  }
}
