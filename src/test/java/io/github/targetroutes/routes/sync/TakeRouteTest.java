package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileConstants;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sync-take}: whatever a source is, from inside a program that embeds the routes. */
class TakeRouteTest extends SourceTest {

  private static final String SOURCE = "direct:my-customers";

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    asDocumented(settings, "Your own route");
    settings.setProperty("sync.look-every", "70");
  }

  @Test
  void whatIsSentIsARunAndTheMessageStaysAsItWas() {
    Exchange sent =
        template.request(
            SOURCE,
            exchange -> {
              exchange.getMessage().setBody(customers("d", 2));
              exchange.getMessage().setHeader(Exchange.FILE_NAME, "customers.csv");
              exchange.getMessage().setHeader("CamelAwsS3Key", "in/customers.csv");
            });
    newRuns(1);

    String run = sent.getVariable("sync.run", String.class);
    assertThat(run).endsWith("-customers.csv");
    assertThat(report("done", "customers.csv").path("run").asText()).isEqualTo(run);
    assertThat(sent.getMessage().getHeaders()).containsEntry("CamelAwsS3Key", "in/customers.csv");
  }

  @Test
  void theWayInIsTheSameForEveryFlow() {
    Exchange taken = call("direct:sync-take", "a,b\n", "sync.flow", "of-somebody");

    assertThat(data.resolve("work/of-somebody").resolve(taken.getMessage().getBody(String.class)))
        .hasContent("a,b\n");
    FileUtil.removeDir(data.resolve("work/of-somebody").toFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profiles-bulk",
        "profiles-stream-file",
        "entities",
        "offers",
        "audiences",
        "activities"
      })
  void aStartGoesOnAtOnceAndTheWorkFolderIsLookedIntoAsOftenAsItIsSaid(String flow) {
    ScheduledPollConsumer looks =
        (ScheduledPollConsumer) context.getRoute("sync-" + flow).getConsumer();

    assertThat(looks.getInitialDelay()).isEqualTo(70);
    assertThat(looks.getDelay()).isEqualTo(70);
  }

  private void oneCustomer(Exchange exchange) {
    exchange.getMessage().setBody(customers("one", 1));
  }

  @Test
  void messagesInOneMomentAreARunEach() {
    for (int i = 0; i < 4; i++) {
      template.sendBody(SOURCE, customers("m" + i + "-", 1));
    }
    newRuns(4);

    assertThat(state().path("profiles").asInt()).isEqualTo(4);
  }

  @Test
  void noHeaderChoosesAFileOrARequest() {
    template.sendBodyAndHeaders(
        SOURCE,
        customers("h", 1),
        Map.ofEntries(
            Map.entry(FileConstants.FILE_NAME, OUTSIDE),
            Map.entry("CamelFileNameOnly", OUTSIDE),
            Map.entry("CamelFileNameProduced", OUTSIDE),
            Map.entry("CamelFileLocalWorkPath", mapping().toString()),
            Map.entry("CamelFilePath", OUTSIDE),
            Map.entry("CamelOverruleFileName", OUTSIDE),
            Map.entry("CamelBeanMethodName", "start"),
            Map.entry("CamelHttpUri", "http://127.0.0.1:1/{{adobe.ims.client-secret}}"),
            Map.entry("CamelHttpPath", "/elsewhere"),
            Map.entry("CamelHttpQuery", "x=1"),
            Map.entry("Authorization", "Bearer of-somebody-else"),
            Map.entry("kafka.OVERRIDE_TOPIC", "elsewhere")));
    newRuns(1);

    report("done", "outside.csv");
    assertThat(attribute("h1", "firstName")).isEqualTo("name1");
    assertThat(mapping()).exists();
    assertNothingIsOutside();
  }

  @Test
  void whatIsNoFileIsToldToTheSender() {
    Exchange sent =
        template.send(SOURCE, exchange -> exchange.getMessage().setBody(Map.of("a", 1)));

    assertThat(sent.getException()).isNotNull();
    assertThat(files("work")).isEmpty();
    untilTakingFailed();
    await().until(() -> template.send(SOURCE, this::oneCustomer).getException() == null);
    newRuns(1);
  }
}
