package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.target.TargetFault;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAnswerTest {

  private static final String TAKEN =
      """
      <response><success>true</success>
      <batchStatus>http://mboxedge45.tt.omtrdc.net/m2/acme/profile/batchStatus?batchId=acme-17-13029383</batchStatus>
      <message>Batch submitted for processing</message></response>
      """;

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final BulkAnswer answer = new BulkAnswer();

  private Exchange exchange(String body) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(body);
    return exchange;
  }

  private BatchStatus status(String body) {
    Exchange exchange = exchange(body);
    answer.status(exchange);
    return exchange.getVariable("sync.status", BatchStatus.class);
  }

  private static Consumer<Throwable> fault(TargetFault.Kind kind, String words) {
    return fault -> {
      assertThat(((TargetFault) fault).kind()).isEqualTo(kind);
      assertThat(fault).hasMessageContaining(words);
    };
  }

  @Test
  void aTakenBatchIsFollowedAtTheServerThatTookIt() {
    Exchange exchange = exchange(TAKEN);

    answer.submitted(exchange);

    assertThat(exchange.getVariable("sync.node")).isEqualTo("mboxedge45.tt.omtrdc.net");
    assertThat(answer.statusQuery(exchange.getVariable("sync.batch-id", String.class)))
        .containsEntry("batchId", "acme-17-13029383")
        .containsEntry("showDetails", "true");
  }

  @Test
  void theIdIsDecodedAndFoundAmongOtherValuesOfTheAddress() {
    Exchange exchange =
        exchange(TAKEN.replace("batchId=acme-17-13029383", "m2Node=00&amp;batchId=a%2Bb"));

    answer.submitted(exchange);

    assertThat(exchange.getVariable("sync.batch-id")).isEqualTo("a+b");
  }

  @Test
  void successFalseIsARefusalInTargetsWordsOnOneLine() {
    String refused =
        "<response><success>False</success><message>Too\nmany rows</message></response>";

    assertThatThrownBy(() -> answer.submitted(exchange(refused)))
        .satisfies(
            fault(TargetFault.Kind.REJECTED, "Target did not take the batch: \"Too many rows\""));
    assertThatThrownBy(
            () -> answer.submitted(exchange("<response><success>false</success></response>")))
        .satisfies(fault(TargetFault.Kind.REJECTED, "it gave no reason"));
    assertThatThrownBy(() -> answer.submitted(exchange(refused.replace("many", "m".repeat(9000)))))
        .satisfies(fault -> assertThat(fault.getMessage()).hasSizeLessThan(300));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                | not whole XML
          <response><success>true</success                                  | not whole XML
          Service Unavailable                                               | not whole XML
          <html><body>Sign in<br></body></html>                             | not whole XML
          <html><body><p>Sign in</p></body></html>                          | does not say success
          <response><success>maybe</success></response>                     | does not say success
          <response><success>true</success></response>                      | no batchStatus address
          <r><success>true</success><batchStatus>:::</batchStatus></r>      | no batchStatus address
          <r><success>true</success><batchStatus>/a?batchId=1</batchStatus></r> | no batchStatus address
          <r><success>true</success><batchStatus>http://h/a</batchStatus></r>   | names no batchId
          """)
  void whatIsNoAnswerOfTheBulkApiMayBeAskedForAgain(String body, String why) {
    assertThatThrownBy(() -> answer.submitted(exchange(body)))
        .satisfies(fault(TargetFault.Kind.UNAVAILABLE, why));
  }

  @Test
  void aDtdIsRefusedAndItsEntitiesAreNotRead(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "canary");
    String body =
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"%s\">]><r><success>false</success><message>&x;</message></r>"
            .formatted(secret.toUri());

    assertThatThrownBy(() -> answer.submitted(exchange(body)))
        .satisfies(fault(TargetFault.Kind.UNAVAILABLE, "not whole XML"))
        .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("canary"));
  }

  @Test
  void countsOfACompleteBatchAreReadAndVersion1PassesOverWhatItDoesNotKnow() {
    String body =
        """
        <response><batchId>b</batchId><status>complete</status><batchSize>10</batchSize>
        <consumedCount>10</consumedCount><successfulUpdates>7</successfulUpdates>
        <profilesNotFound>2</profilesNotFound><failedUpdates>1</failedUpdates></response>
        """;

    assertThat(status(body)).isEqualTo(new BatchStatus(null, 10, 7, 2, 1, false));
    answer.setOperation("bulk-update-profiles-v1");
    assertThat(status(body)).isEqualTo(new BatchStatus(null, 10, 7, 2, 1, true));
  }

  @Test
  void aCompleteBatchWithoutDetailsIsTakenByItsSize() {
    BatchStatus status = status("<r><status>complete</status><batchSize>10</batchSize></r>");

    assertThat(status.missing(10)).isZero();
    assertThat(status.missing(12)).isEqualTo(2);
  }

  @Test
  void theFormOf2019CountsItsProfiles() {
    String body =
        """
        <response><batchId>b</batchId>
        <profile><id>1</id><status>success</status></profile>
        <profile><id>2</id><status>error</status></profile></response>
        """;

    assertThat(status(body)).isEqualTo(new BatchStatus(null, 2, 1, 0, 1, false));
    assertThatThrownBy(() -> status(body.replace("error", "pending")))
        .satisfies(fault(TargetFault.Kind.PENDING, "still working"));
  }

  @Test
  void aListOfHalfAMillionProfilesIsReadAsAStream() {
    StringBuilder body = new StringBuilder("<response>");
    for (int i = 0; i < 500_000; i++) {
      body.append("<profile><id>").append(i).append("</id><status>success</status></profile>");
    }

    assertThat(status(body.append("</response>").toString()).successful()).isEqualTo(500_000);
  }

  @Test
  void anUnfinishedBatchIsPendingAndAStuckOneIsTheEnd() {
    assertThatThrownBy(() -> status("<r><status>incomplete</status><batchSize>4</batchSize></r>"))
        .satisfies(fault(TargetFault.Kind.PENDING, "still working"));
    assertThat(status("<r><status>stuck</status><batchSize>4</batchSize></r>").missing(4))
        .isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<r><status>lost</status></r>", "<r/>", "<r><status>complete</status></r>", "x"})
  void aStatusThatSaysNothingMayBeAskedForAgain(String body) {
    assertThatThrownBy(() -> status(body))
        .satisfies(fault(TargetFault.Kind.UNAVAILABLE, "can't be read"));
  }

  @Test
  void aBatchFileIsComparedWithWhatTargetTookOfIt(@TempDir Path folder) throws Exception {
    File batch = Files.writeString(folder.resolve("b"), "batch=pcId,a\n1,x\n2,y\n").toFile();

    assertThat(answer.shortOf(batch, new BatchStatus(null, 2, 2, 0, 0, false))).isFalse();
    assertThat(answer.shortOf(batch, new BatchStatus(null, 2, 1, 0, 1, false))).isTrue();
  }
}
