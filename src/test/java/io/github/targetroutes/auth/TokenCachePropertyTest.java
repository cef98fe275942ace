package io.github.targetroutes.auth;

import java.time.Duration;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/**
 * Never two exchanges at a time, never an expired token, never a failed call while a token is good:
 * whatever happens, in whatever order.
 */
class TokenCachePropertyTest {

  @Property(tries = 100)
  void promisesAreKeptWhateverHappens(@ForAll("histories") ActionChain<TokenCacheModel> history) {
    history.run().imsAnswers();
  }

  @Provide
  Arbitrary<ActionChain<TokenCacheModel>> histories() {
    ActionChainArbitrary<TokenCacheModel> histories =
        ActionChain.<TokenCacheModel>startWith(TokenCacheModel::new)
            .withAction(8, action("somebody asks", TokenCacheModel::ask))
            .withAction(5, action("IMS answers", TokenCacheModel::imsAnswers))
            .withAction(1, action("IMS goes down", model -> model.imsIsUp(false)))
            .withAction(1, action("IMS comes up", model -> model.imsIsUp(true)))
            .withAction(2, action("401", TokenCacheModel::refuse));
    for (String jump : new String[] {"PT1S", "PT10S", "PT8M", "PT23H51M", "PT25H", "PT-1H"}) {
      histories =
          histories.withAction(
              1, action("clock jumps by " + jump, model -> model.jump(Duration.parse(jump))));
    }
    return histories.withMaxTransformations(40);
  }

  private static Action<TokenCacheModel> action(String name, Consumer<TokenCacheModel> change) {
    return Action.just(Transformer.mutate(name, change));
  }
}
