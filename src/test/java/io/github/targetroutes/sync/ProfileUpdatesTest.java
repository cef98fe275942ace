package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.target.TargetFault;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileUpdatesTest {

  private final ProfileUpdates updates = new ProfileUpdates();

  @Test
  void aProfileIsAFormWithEveryDigitAndNoEmptyValue() {
    updates.setKey("pcId");
    updates.setIdField("visitor");

    assertThat(updates.single("{\"visitor\": 12, \"a b\": \"x\"}".replace("a b", "größe")))
        .isEqualTo("mboxPC=12&profile.gr%C3%B6%C3%9Fe=x");
    assertThat(
            updates.single(
                "{\"v\": 1.10, \"visitor\": \"a&b\", \"n\": null, \"e\": \"\", \"t\": true}"))
        .isEqualTo("mboxPC=a%26b&profile.v=1.10&profile.t=true");
  }

  @Test
  void aBatchHasAllNamesAndOneLineForEachId() {
    updates.setBatchSize(3);
    Iterator<String> batches =
        updates.batches(
            List.of(
                    "{\"id\": \"1\", \"a\": \"x,y\"}",
                    "{\"id\": \"2\", \"b\": 2}",
                    "{\"id\": \"1\", \"a\": \"z\", \"b\": 3}",
                    "{\"id\": \"4\"}")
                .iterator());

    assertThat(batches)
        .toIterable()
        .containsExactly("batch=thirdPartyId,a,b\n1,z,3\n2,,2\n", "batch=thirdPartyId\n4\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\": 1} | A record can't be the update of a profile: the row has no key (field id)",
        "{\"id\": \"a/b\"} | A record can't be the update of a profile: the key has a '+' or a '/',"
            + " which Target does not allow in a thirdPartyId (field id)",
        "{\"id\": 1, \"profile.a\": 1} | The record of profile 1 can't be sent: attribute"
            + " 'profile.a' must stand without 'profile.', which Target adds by itself",
        "{\"id\": 1, \"a\": [1]} | A profile's field a is no single value",
        "{\"id\": 1, \"a\" | A record is no JSON object"
      })
  void whatTargetCouldNotTakeIsRefused(String record, String sentence) {
    assertThatThrownBy(() -> updates.single(record))
        .isInstanceOf(TargetFault.class)
        .hasMessage(sentence);
  }

  @Test
  void onlyWhatTargetSaysItTookIsTaken() {
    updates.taken("<message>Request successfully submitted</message>");

    assertThatThrownBy(() -> updates.taken("<success>false</success>"))
        .hasMessage("Target did not take the update of a profile");
  }
}
