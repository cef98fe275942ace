package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The flow profiles-stream with events from a server, by the settings of the document. */
@Tag("sources")
abstract class EventSourceTest extends ProfilesStreamTest {

  /** Gives an event to the server. */
  abstract void give(String event) throws Exception;

  /** How much the server has to give, or to be told that it was taken. */
  abstract long waiting() throws Exception;

  /** Starts the server. */
  abstract void start(Properties settings) throws Exception;

  abstract void stopServer() throws Exception;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    try {
      start(settings);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** An example of the document, as this flow's. */
  static void asDocumented(Properties settings, String heading, String from, String to) {
    SourceTest.asDocumented(
        settings, heading, "sync.profiles-bulk.source", "sync.profiles-stream.source", from, to);
  }

  @AfterAll
  void stop() throws Exception {
    context.stop();
    stopServer();
  }

  @Test
  void aMessageIsAnEventAndTheLastOneOfAProfileStands() throws Exception {
    known("j1", "j2");
    give(event("j1", "a", "first", "b", "stays"));
    give(event("j2", "a", "J\u00fcrgen"));
    give(event("j1", "a", "last"));

    until(() -> attribute("j1", "a").equals("last"));
    until(() -> attribute("j2", "a").equals("J\u00fcrgen"));
    until(() -> waiting() == 0);
    untilSent();
    assertThat(attribute("j1", "b")).isEqualTo("stays");
    assertThat(account(report())).startsWith("3 read, 3 accepted");
    assertThat(log.complaints()).isEmpty();
  }
}
