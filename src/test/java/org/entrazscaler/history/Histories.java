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
 * target is as expected. The property {@code histories.tries} in the POM sets the number of
 * histories. To repeat one, put the printed {@code seed = "…"} into {@code endAsTheyShould} of its
 * class.
 */
abstract class Histories {

  private static @Nullable TestEnvironment environment;

  /** Creates the environment of the histories; called once. */
  abstract TestEnvironment open();

  /** New histories in each run, to find cases that were not thought of. */
  @Property(shrinking = ShrinkingMode.BOUNDED)
  @Tag("new")
  void newHistoriesEndAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    HistoryVerifier.verify(history.run());
  }

  @Provide
  Arbitrary<ActionChain<History>> histories() {
    return HistoryActions.chains(this::company);
  }

  final History company(int size) {
    return new History(environment(), size);
  }

  private TestEnvironment environment() {
    synchronized (Histories.class) {
      TestEnvironment current = environment;
      if (current == null) {
        current = open();
        environment = current;
      }
      return current;
    }
  }

  @AfterContainer
  static void close() {
    if (environment != null) {
      environment.close();
      environment = null;
    }
  }
}
