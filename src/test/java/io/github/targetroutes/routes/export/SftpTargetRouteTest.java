package io.github.targetroutes.routes.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.routes.sync.source.SftpHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An export goes to whatever endpoint is its target: here to a server that speaks SFTP. */
class SftpTargetRouteTest extends ExportRoutesTest {

  // Without an initial value: it is set while the constructor of the superclass runs.
  private SftpHost host;

  @Override
  protected void settings(Properties settings) {
    try {
      host = SftpHost.start(data);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    settings.setProperty("export.inventory.kinds", "offers,hosts");
    settings.setProperty(
        "export.inventory.target",
        "sftp:%s@127.0.0.1:%d/inventory?privateKeyFile=%s&knownHostsFile=%s&strictHostKeyChecking=yes&useUserKnownHostsFile=false&tempPrefix=."
            .formatted(SftpHost.USER, host.port(), host.privateKey(), host.knownHosts()));
  }

  @AfterEach
  void stopHost() throws IOException {
    host.close();
  }

  @Test
  void filesOfAnExportStandOnTheServerUnderTheirNames() throws IOException {
    make("create-content-offer", object().put("name", "Hello").put("content", "<b/>").toString());

    export("inventory");

    assertThat(lines(delivered("offers.jsonl")))
        .extracting(offer -> offer.path("name").asText())
        .contains("Hello");
    assertThat(lines(delivered("changes.jsonl"))).isEmpty();
    assertThat(delivered("summary.json")).isNotEmptyFile();
    assertThat(accounts("inventory"))
        .singleElement()
        .satisfies(account -> assertThat(account.path("units").asInt()).isEqualTo(4));
  }

  private Path delivered(String name) throws IOException {
    try (Stream<Path> files = Files.walk(host.folder())) {
      List<Path> found = files.filter(file -> file.getFileName().toString().equals(name)).toList();
      assertThat(found).as(name).hasSize(1);
      return found.get(0);
    }
  }
}
