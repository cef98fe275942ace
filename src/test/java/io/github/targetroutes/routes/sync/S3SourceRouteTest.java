package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.routes.sync.source.S3Host;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code sync-take} from a bucket of S3. */
@Tag("s3")
class S3SourceRouteTest extends SourceTest {

  private static final String BUCKET = "customers";

  // Without an initial value: it is set while the constructor of the superclass runs.
  private S3Host host;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    host = S3Host.start();
    host.createBucket(BUCKET);
    settings.setProperty("s3.access-key", "test");
    settings.setProperty("s3.secret", "test");
    asDocumented(
        settings,
        "S3",
        "delay=60000",
        "delay=200&initialDelay=0&overrideEndpoint=true&forcePathStyle=true&uriEndpointOverride="
            + host.url());
  }

  @AfterAll
  void stopHost() {
    context.stop();
    host.close();
  }

  @Test
  void anObjectIsAFileAndGoesFromTheBucketWhenItIsTaken() {
    host.put(BUCKET, "elsewhere/other.csv", customers("no", 1));
    host.put(BUCKET, "in/customers.csv", "id,name\ns1,Jürgen 山田\n");
    newRuns(1);

    assertThat(attribute("s1", "firstName")).isEqualTo("Jürgen 山田");
    await().until(() -> host.keys(BUCKET).equals(List.of("elsewhere/other.csv")));
    assertThat(attribute("no1", "firstName")).isEmpty();
    assertThat(log.complaints()).isEmpty();
    assertEverythingIsPrivate();
  }

  @Test
  void whatCouldNotBeTakenStaysInTheBucket() {
    obstructWorkFolder();
    host.put(BUCKET, "in/again.csv", customers("r", 3));
    untilTakingFailed();
    assertThat(host.keys(BUCKET)).contains("in/again.csv");
    clearWorkFolder();
    newRuns(1);

    assertThat(attribute("r3", "firstName")).isEqualTo("name3");
    await().until(() -> !host.keys(BUCKET).contains("in/again.csv"));
  }

  @Test
  void whatWasTakenAndNotDeletedIsARepeatAndNoLoss() throws Exception {
    faultAfterTaking();
    host.put(BUCKET, "in/twice.csv", customers("a", 3));
    newRuns(2);

    assertThat(state().path("profiles").asInt()).isEqualTo(3);
    await().until(() -> !host.keys(BUCKET).contains("in/twice.csv"));
  }

  @Test
  void noKeyChoosesAFile() {
    host.put(BUCKET, "in/../../../outside.csv", customers("h", 1));
    newRuns(1);

    assertThat(attribute("h1", "firstName")).isEqualTo("name1");
    assertNothingIsOutside();
  }
}
