package io.github.targetroutes.routes.sync.source;

import io.github.targetroutes.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server (Apache MINA SSHD) with one folder, which one user enters with one key. */
public final class SftpHost implements AutoCloseable {

  public static final String USER = "target-routes";
  private static final String PEM = "-----BEGIN PRIVATE KEY-----%n%s%n-----END PRIVATE KEY-----%n";

  private final SshServer server = SshServer.setUpDefaultServer();
  private final Path folder;
  private final Path privateKey;
  private final Path knownHosts;

  private SftpHost(Path home) throws Exception {
    folder = Files.createDirectories(home.resolve("sftp"));
    privateKey = home.resolve("id_rsa");
    knownHosts = home.resolve("known_hosts");
    KeyPair host = TestKeys.THIRD;
    KeyPair user = TestKeys.FOURTH;
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator(
        (name, key, session) -> name.equals(USER) && KeyUtils.compareKeys(key, user.getPublic()));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    server.start();
    String key = Base64.getMimeEncoder().encodeToString(user.getPrivate().getEncoded());
    Files.writeString(privateKey, PEM.formatted(key));
    Files.writeString(
        knownHosts,
        "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(host.getPublic()) + "\n");
  }

  /** With its keys and its folder in this one. */
  public static SftpHost start(Path home) throws Exception {
    return new SftpHost(home);
  }

  public int port() {
    return server.getPort();
  }

  /** What the user sees as the root. */
  public Path folder() {
    return folder;
  }

  public Path privateKey() {
    return privateKey;
  }

  public Path knownHosts() {
    return knownHosts;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
