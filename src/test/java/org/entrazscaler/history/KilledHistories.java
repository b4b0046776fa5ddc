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
 * Histories of large groups, several of which are written at a time in small requests, while the
 * program dies at any statement: what the state says is never more than the target holds.
 */
class KilledHistories extends Histories {

  @Override
  Site open() {
    return new Site("zia", ZscalerOptions.zia(), true);
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

  /** Fewer than of the others, because they cannot be kept the same. */
  @Property(shrinking = ShrinkingMode.OFF, seed = "20261201", tries = 40)
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    Judgement.of(history.run());
  }
}
