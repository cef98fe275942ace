package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileHashesTest {

  private static String content(String header, String line) {
    return new ProfileHashes(header).content(line.getBytes(US_ASCII));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "batch=pcId,b,a 1,y,x",
        "batch=pcId,a,b,c 1,x,y",
        "batch=pcId,a,b,c 1,x,y,",
        "batch=pcId,c,a,b 1,,x,y",
      })
  void theOrderOfAttributesAndThoseWithoutAValueDoNotCount(String header, String line) {
    assertThat(content(header, line)).isEqualTo(content("batch=pcId,a,b", "1,x,y"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "batch=pcId,a,b 2,x,y",
        "batch=pcId,a,b 1,x,z",
        "batch=pcId,a,b 1,x",
        "batch=pcId,a,b 1,,x",
        "batch=pcId,a,b 1",
        "batch=pcId,a,b 1,y,x",
        "batch=pcId,a,c 1,x,y",
        "batch=pcId,ax,b 1,,y",
        "batch=thirdPartyId,a,b 1,x,y",
      })
  void everythingThatIsSentCounts(String header, String line) {
    assertThat(content(header, line)).isNotEqualTo(content("batch=pcId,a,b", "1,x,y"));
  }

  @Test
  void aBatchIsReadSomeAtATimeInItsOrder() throws IOException {
    String batch =
        IntStream.range(0, 2 * ProfileHashes.CHUNK + 1)
            .mapToObj(i -> i + ",x")
            .collect(Collectors.joining("\n", "batch=pcId,a\n", "\n"));
    List<Integer> sizes = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>();
    ProfileHashes.read(
        new ByteArrayInputStream(batch.getBytes(US_ASCII)),
        some -> {
          sizes.add(some.size());
          all.putAll(some);
        });

    assertThat(sizes).containsExactly(ProfileHashes.CHUNK, ProfileHashes.CHUNK, 1);
    long hash = new IdHash().of("0".getBytes(US_ASCII), 1);
    assertThat(all.entrySet().iterator().next())
        .isEqualTo(Map.entry(ProfileHashes.key(hash), content("batch=pcId,a", "0,x")));
  }
}
