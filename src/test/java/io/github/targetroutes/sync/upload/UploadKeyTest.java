package io.github.targetroutes.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class UploadKeyTest {

  private final UploadKey key = new UploadKey("correct-horse-battery");

  @Test
  void theSecretFitsInEitherHeader() {
    assertThat(key.fits(headers("Authorization", "Bearer correct-horse-battery"))).isTrue();
    assertThat(key.fits(headers("authorization", "bearer  correct-horse-battery "))).isTrue();
    assertThat(key.fits(headers("X-API-Key", "correct-horse-battery"))).isTrue();
  }

  @Test
  void nothingElseFits() {
    assertThat(key.fits(MultiMap.caseInsensitiveMultiMap())).isFalse();
    assertThat(key.fits(headers("Authorization", "Bearer "))).isFalse();
    assertThat(key.fits(headers("Authorization", "Bearer correct-horse-batter"))).isFalse();
    assertThat(key.fits(headers("Authorization", "Bearer correct-horse-battery2"))).isFalse();
    assertThat(key.fits(headers("Authorization", "Basic correct-horse-battery"))).isFalse();
    assertThat(key.fits(headers("Authorization", "correct-horse-battery"))).isFalse();
    assertThat(key.fits(headers("X-Api-Key", ""))).isFalse();
  }

  private static MultiMap headers(String name, String value) {
    return MultiMap.caseInsensitiveMultiMap().add(name, value);
  }
}
