package io.github.targetroutes.routes.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.target.TargetFault;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProfileTokenOffRouteTest extends ProfileTokenTest {

  @Override
  protected void settings(Properties settings) {}

  @Test
  void whereTargetDemandsATokenAndTheSettingIsOffTheErrorNamesIt() {
    assertThat(update("direct:patient").getException())
        .isInstanceOfSatisfying(
            TargetFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(TargetFault.Kind.FORBIDDEN))
        .hasMessageMatching(
            "Target answered 403 to update-profile: \"Forbidden\" \\(request \\S+\\)\\. Target"
                + " seems to demand a profile token from callers of its profile servers: set"
                + " adobe.target.profile-token=true");
    assertThat(view().calls("profiles.update")).isEqualTo(1);
  }
}
