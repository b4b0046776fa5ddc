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
 * Histories in which Zscaler is changed by hand and the state is lost; {@code reconcile --fix}
 * repairs that.
 */
class DriftingHistories extends Histories {

  @Override
  TestEnvironment open() {
    return new TestEnvironment("zia", ZscalerOptions.zia());
  }

  @Override
  @Provide
  Arbitrary<ActionChain<History>> histories() {
    return HistoryActions.driftingChains(this::company);
  }

  /** The same histories in each build, so that a failure is caused by a change of the code. */
  @Property(shrinking = ShrinkingMode.BOUNDED, seed = "20261129")
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    HistoryVerifier.verify(history.run());
  }
}
