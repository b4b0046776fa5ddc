package org.entrazscaler.history;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.state.ActionChain;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** Histories of a company with ZIdentity. */
class ZidentityHistories extends Histories {

  @Override
  Site open() {
    return new Site("zidentity", ZscalerOptions.zidentity());
  }

  /** The same in each build, so that one that fails has failed by what was changed. */
  @Property(shrinking = ShrinkingMode.BOUNDED, seed = "20261128")
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    Judgement.of(history.run());
  }
}
