package org.entrazscaler.history;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.state.ActionChain;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** Histories of a company with Zscaler Private Access, where disabling deletes. */
class ZpaHistories extends Histories {

  @Override
  TestEnvironment open() {
    return new TestEnvironment("zpa", ZscalerOptions.zpa());
  }

  /** The same histories in each build, so that a failure is caused by a change of the code. */
  @Property(shrinking = ShrinkingMode.BOUNDED, seed = "20261127")
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    HistoryVerifier.verify(history.run());
  }
}
