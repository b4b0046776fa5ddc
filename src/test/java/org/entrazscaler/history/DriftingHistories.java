package org.entrazscaler.history;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.state.ActionChain;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** Histories in which people work by hand in Zscaler and the state is lost; reconcile repairs. */
class DriftingHistories extends Histories {

  @Override
  Site open() {
    return new Site("zia", ZscalerOptions.zia());
  }

  @Override
  @Provide
  Arbitrary<ActionChain<History>> histories() {
    return HistoryActions.driftingChains(this::company);
  }

  /** The same in each build, so that one that fails has failed by what was changed. */
  @Property(shrinking = ShrinkingMode.BOUNDED, seed = "20261129")
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    Judgement.of(history.run());
  }
}
