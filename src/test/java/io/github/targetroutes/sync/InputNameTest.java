package io.github.targetroutes.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "customers.csv|customers.csv",
        "Kunden März (2).csv|Kunden März (2).csv",
        "顧客.csv|顧客.csv",
        "../../x|x",
        "/etc/cron.d/job|job",
        "in\\..\\..\\evil.csv|evil.csv",
        "C:\\data\\a.csv|a.csv",
        "${bean:exitCode}.csv|__bean_exitCode_.csv",
        "a:b*c?d.csv|a_b_c_d.csv"
      })
  void aNameIsTheLastPartOfAPathWithoutWhatHarms(String given, String name) {
    assertThat(InputName.of(given)).isEqualTo(name);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "/", "a/b/", "\\"})
  void whatNamesNothingIsCalledInput(String given) {
    assertThat(InputName.of(given)).isEqualTo("input");
  }

  @Test
  void aLineBreakWritesNoSecondLineIntoTheLog() {
    assertThat(InputName.of("a.csv\nINFO all is well\u0000\u202e"))
        .doesNotContainPattern("\\R|\\p{C}");
  }

  @Test
  void ofALongNameItsEndIsKept() {
    String name = InputName.of("顧".repeat(200) + ".csv");

    assertThat(name).endsWith("顧.csv").hasSizeLessThan(60);
  }

  @Property(tries = 300)
  void whateverIsGivenIsOnePartOfAPathAndFitsIntoAFileSystem(@ForAll String given) {
    String name = InputName.of(given);

    assertThat(name).isNotBlank().doesNotContain("/", "\\", "\0", "$", "{");
    assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(150);
  }
}
