package io.github.targetroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownSecretsTest {

  private final KnownSecrets known = new KnownSecrets(3);

  @Test
  void valuesTooShortToBeSecretsTearNoWordApart() {
    known.add("data");
    known.add("      ");

    assertThat(known.mask("data and more data      ")).isEqualTo("data and more data      ");
  }

  @Test
  void overlappingValuesLeaveNoRestOfEither() {
    known.add("abcdef-ghijkl");
    known.add("ghijkl-mnopqr");
    known.add("def-ghi");

    assertThat(known.mask("<abcdef-ghijkl-mnopqr>")).isEqualTo("<***>");
  }

  @Test
  void theOldestValueMakesRoomAndTokensBeforeConfiguredSecrets() {
    known.add("client-secret-1");
    known.add("eyJtoken-number-1");
    known.add("passphrase-1");
    known.add("eyJtoken-number-2");
    known.add("passphrase-2");
    assertThat(known.mask("client-secret-1 passphrase-1 passphrase-2")).isEqualTo("*** *** ***");

    known.add("client-secret-1");
    known.add("passphrase-3");
    assertThat(known.mask("client-secret-1 passphrase-1")).isEqualTo("*** passphrase-1");
  }

  @Test
  void aValueOfSeveralLinesIsKnownLineByLine() {
    known.add("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END PRIVATE KEY-----\n");

    assertThat(known.mask("line MIIEvQIBADANBgkqhkiG")).isEqualTo("line ***");
    assertThat(known.mask("-----BEGIN PRIVATE KEY-----")).startsWith("-----BEGIN");
  }

  @Test
  void valuesMayBeAddedWhileOthersMask() throws Exception {
    KnownSecrets shared = new KnownSecrets(100);
    shared.add("always-known");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    CountDownLatch wrong = new CountDownLatch(1);
    try {
      IntStream.range(0, 4)
          .forEach(
              thread ->
                  pool.submit(
                      () -> {
                        for (int i = 0; i < 60; i++) {
                          shared.add("eyJtoken-" + thread + "-" + i);
                          if (shared.mask("always-known").contains("known")
                              || shared.mask("eyJtoken-" + thread + "-" + i).contains("token")) {
                            wrong.countDown();
                          }
                        }
                      }));
    } finally {
      pool.shutdown();
    }

    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong.getCount()).as("values shown").isOne();
  }
}
