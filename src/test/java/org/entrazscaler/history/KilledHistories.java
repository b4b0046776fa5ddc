package org.entrazscaler.history;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.state.ActionChain;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/**
 * Histories of large groups: several are written at the same time in small requests, while the
 * program crashes at any statement. The state never says more than the target has.
 */
class KilledHistories extends Histories {

  @Override
  TestEnvironment open() {
    return new TestEnvironment("zia", ZscalerOptions.zia(), true);
  }

  @Override
  @Provide
  Arbitrary<ActionChain<History>> histories() {
    return HistoryActions.killedChains(
        size -> {
          History history = company(size);
          history.set(Setup.SMALL_REQUESTS);
          return history;
        });
  }

  /** Fewer than in the other classes, because these histories are not reproducible. */
  @Property(shrinking = ShrinkingMode.OFF, seed = "20261201", tries = 40)
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    HistoryVerifier.verify(history.run());
  }
}
