package org.entrazscaler.history;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.state.ActionChain;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/**
 * Histories in which several changes are written at a time, as the program does it. In which order
 * they arrive is left to chance: one that fails may pass when it is tried again, and is not made
 * shorter.
 */
class ParallelHistories extends Histories {

  @Override
  Site open() {
    return new Site("zidentity", ZscalerOptions.zidentity(), true);
  }

  /** Fewer than of the others, because they cannot be kept the same. */
  @Property(shrinking = ShrinkingMode.OFF, seed = "20261130", tries = 50)
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    Judgement.of(history.run());
  }
}
