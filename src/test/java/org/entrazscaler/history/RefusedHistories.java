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
 * Histories in which the target refuses one value, one member, one deletion or one name for any
 * length of time, and a row of the mapping has no result. No user keeps access because of a
 * refusal.
 */
class RefusedHistories extends Histories {

  @Override
  TestEnvironment open() {
    return new TestEnvironment("zia", ZscalerOptions.zia());
  }

  @Override
  @Provide
  Arbitrary<ActionChain<History>> histories() {
    return HistoryActions.refusingChains(this::company);
  }

  /** The same histories in each build, so that a failure is caused by a change of the code. */
  @Property(shrinking = ShrinkingMode.BOUNDED, seed = "20261202", tries = 100)
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    HistoryVerifier.verify(history.run());
  }
}
