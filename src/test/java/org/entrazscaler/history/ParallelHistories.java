package org.entrazscaler.history;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.state.ActionChain;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/**
 * Histories in which several changes are written at the same time, as the program does it. Their
 * order is left to chance, so a history that fails may pass when it is repeated, and is not
 * shortened.
 */
class ParallelHistories extends Histories {

  @Override
  TestEnvironment open() {
    return new TestEnvironment("zidentity", ZscalerOptions.zidentity(), true);
  }

  /** Fewer than in the other classes, because these histories are not reproducible. */
  @Property(shrinking = ShrinkingMode.OFF, seed = "20261130", tries = 50)
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    HistoryVerifier.verify(history.run());
  }
}
