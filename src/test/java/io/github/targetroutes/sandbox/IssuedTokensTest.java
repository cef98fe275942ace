package io.github.targetroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuedTokensTest {

  @Test
  void expiredTokensAreForgottenSoThatTheStateDoesNotGrow(@TempDir Path folder) {
    try (SandboxState state = SandboxState.open(folder)) {
      IssuedTokens tokens = new IssuedTokens(state, SandboxOptions.defaults());
      Instant start = Instant.parse("2026-03-01T12:00:00Z");
      for (int i = 0; i < 998; i++) {
        tokens.issue(List.of("openid"), start, Duration.ofSeconds(1));
      }
      String early = tokens.issue(List.of("openid"), start, Duration.ofHours(2));
      String late = tokens.issue(List.of("openid"), start.plusSeconds(60), Duration.ofHours(2));
      assertThat(state.texts("tokens")).hasSize(2);
      assertThat(tokens.valid(early, start.plusSeconds(60))).isPresent();
      assertThat(tokens.valid(late, start.plusSeconds(60))).isPresent();
      assertThat(tokens.issued()).isEqualTo(1000);
    }
  }
}
