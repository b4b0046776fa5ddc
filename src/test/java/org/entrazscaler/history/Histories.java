package org.entrazscaler.history;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.state.ActionChain;
import org.jspecify.annotations.Nullable;

/**
 * Whatever happens to a company, to its target and to the program: once nothing fails any more, the
 * target is what it should be. How many histories are tried: {@code histories.tries} in the POM. To
 * see one again, put {@code seed = "…"}, as the failure printed it, into {@code endAsTheyShould} of
 * its class.
 */
abstract class Histories {

  private static @Nullable Site site;

  /** Where the histories happen; made once. */
  abstract Site open();

  /** Others each time, to find what nobody has thought of. */
  @Property(shrinking = ShrinkingMode.BOUNDED)
  @Tag("new")
  void endAsTheyShouldWhateverHappens(@ForAll("histories") ActionChain<History> history) {
    Judgement.of(history.run());
  }

  @Provide
  Arbitrary<ActionChain<History>> histories() {
    return HistoryActions.chains(this::company);
  }

  final History company(int size) {
    return new History(site(), size);
  }

  private Site site() {
    synchronized (Histories.class) {
      Site current = site;
      if (current == null) {
        current = open();
        site = current;
      }
      return current;
    }
  }

  @AfterContainer
  static void close() {
    if (site != null) {
      site.close();
      site = null;
    }
  }
}
