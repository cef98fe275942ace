package io.github.targetroutes.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.targetroutes.routes.sync.source.SftpHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code sync-take} from the folder of an SFTP server. */
@Tag("sftp")
class SftpSourceRouteTest extends SourceTest {

  // Without an initial value: it is set while the constructor of the superclass runs.
  private SftpHost host;

  @Override
  protected void settings(Properties settings) {
    super.settings(settings);
    try {
      host = SftpHost.start(data);
      Files.createDirectory(out());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    asDocumented(
        settings,
        "SFTP",
        "sftp.example.com/out",
        "127.0.0.1:" + host.port() + "/out",
        "/etc/target-routes/id_rsa",
        host.privateKey().toString(),
        "/etc/target-routes/known_hosts",
        host.knownHosts().toString(),
        "delay=60000",
        "delay=200&initialDelay=0&readLockCheckInterval=500");
  }

  @AfterAll
  void stopHost() throws IOException {
    context.stop();
    host.close();
  }

  private Path out() {
    return host.folder().resolve("out");
  }

  private void upload(String name, String content) throws IOException {
    Path part = Files.writeString(out().resolve(name + ".part"), content);
    Files.move(part, out().resolve(name));
  }

  private String[] left() {
    String[] names = out().toFile().list();
    return names == null ? new String[0] : names;
  }

  @Test
  void aFileIsTakenUnderItsNameAndGoesFromTheServer() throws IOException {
    Files.writeString(out().resolve("later.csv.part"), customers("no", 1));
    upload("Kunden März.csv", customers("s", 3));

    assertThat(account(report("done", "Kunden März.csv")))
        .isEqualTo("3 read = 3 accepted + 0 rejected + 0 dead + 0 skipped");
    await().until(() -> left().length == 1);
    assertThat(attribute("s3", "firstName")).isEqualTo("name3");
    assertThat(log.complaints()).isEmpty();
    assertEverythingIsPrivate();
    Files.delete(out().resolve("later.csv.part"));
  }

  @Test
  void whatCouldNotBeTakenStaysOnTheServer() throws IOException {
    obstructWorkFolder();
    upload("again.csv", customers("r", 3));
    untilTakingFailed();
    assertThat(left()).containsExactly("again.csv");
    clearWorkFolder();
    newRuns(1);

    assertThat(attribute("r3", "firstName")).isEqualTo("name3");
    await().until(() -> left().length == 0);
  }

  @Test
  void whatWasTakenAndNotDeletedIsARepeatAndNoLoss() throws Exception {
    faultAfterTaking();
    upload("twice.csv", customers("a", 3));
    newRuns(2);

    assertThat(state().path("profiles").asInt()).isEqualTo(3);
    await().until(() -> left().length == 0);
  }

  @Test
  void aNameThatAServerGivesIsNeverCarriedOut() throws IOException {
    upload("${sys.user.home}%2f..%2foutside.csv", customers("h", 1));

    report("done", "__sys.user.home_%2f..%2foutside.csv");
    assertThat(attribute("h1", "firstName")).isEqualTo("name1");
    assertNothingIsOutside();
  }
}
