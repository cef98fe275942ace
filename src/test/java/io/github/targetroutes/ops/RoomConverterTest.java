package io.github.targetroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomConverterTest {

  @ParameterizedTest
  @CsvSource({
    "io.github.targetroutes.auth.TokenCache, auth",
    "io.github.targetroutes.sync-profiles-bulk-send, sync",
    "io.github.targetroutes.auth.token-refresh, auth",
    "io.github.targetroutes.ops, ops",
    "io.github.targetroutes.Application, main",
    "org.apache.camel.component.http.HttpProducer, camel",
    "io.vertx.core.impl.VertxImpl, vertx",
    "single, single",
    "'', main"
  })
  void aLoggerBelongsToARoomOrALibrary(String logger, String room) {
    assertThat(RoomConverter.room(logger)).isEqualTo(room);
  }
}
