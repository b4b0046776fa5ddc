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
 * Histories in which the target refuses one value, one member, one deletion or one name for as long
 * as it likes, and a row of the mapping has no result: nobody keeps access because of it.
 */
class RefusedHistories extends Histories {

  @Override
  Site open() {
    return new Site("zia", ZscalerOptions.zia());
  }

  @Override
  @Provide
  Arbitrary<ActionChain<History>> histories() {
    return HistoryActions.refusingChains(this::company);
  }

  /** The same in each build, so that one that fails has failed by what was changed. */
  @Property(shrinking = ShrinkingMode.BOUNDED, seed = "20261202", tries = 100)
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    Judgement.of(history.run());
  }
}
