package org.entrazscaler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.Outcome;
import org.junit.jupiter.api.Test;

/** Opening, locking and losing the state. */
interface OpeningContract extends StateContract {

  @Test
  default void theStateIsMadeFromNothingAndOpenedAgain() {
    StateTrial trial = trial();
    assertTrue(trial.state().isUp());
    trial.fullRound(USER, named("ann"));
    trial.reopen();
    assertEquals(Set.of("ann"), trial.pending(USER));
  }

  @Test
  default void aStateOfThisVersionIsOpenedAndCopiedWithoutFlyway() throws Exception {
    StateTrial trial = trial();
    trial.close();
    new WithoutFlyway().openAndCopy(trial);
    trial.reopen();
  }

  @Test
  default void aChangeAfterReopeningIsALaterOne() {
    StateTrial trial = trial();
    trial.fullRound(USER, named("ann"));
    Completion before = trial.completion(ObjectKey.user("ann"), false);
    trial.reopen();
    trial.source().markPending(ObjectKey.user("ann"));
    trial.state().outcomes().record(List.of(new Outcome.Completed(before, null)));
    assertEquals(Set.of("ann"), trial.pending(USER));
  }

  @Test
  default void anotherProcessWithTheStateIsNamed() throws IOException, InterruptedException {
    StateTrial trial = trial();
    trial.close();
    try (StateProcess other = StateProcess.start(trial)) {
      StateBusyException busy = assertThrows(StateBusyException.class, trial::open);
      assertThat(busy.getMessage()).contains("Another instance");
      assertThat(busy.getMessage()).contains("state.url");
      other.kill();
    }
    trial.reopen();
  }

  @Test
  default void thisProcessKeepsOthersOut() throws IOException {
    StateTrial trial = trial();
    IOException refused = assertThrows(IOException.class, () -> StateProcess.start(trial));
    assertThat(refused.getMessage()).contains("StateBusyException");
    assertTrue(trial.state().isUp());
  }

  @Test
  default void whatWasCommittedSurvivesAKillAtOnceAndTheLockGoes()
      throws IOException, InterruptedException {
    StateTrial trial = trial();
    trial.close();
    for (int kill = 0; kill < 3; kill++) {
      int committed;
      try (StateProcess other = StateProcess.start(trial)) {
        committed = other.killAfter(40 * (kill + 1));
      }
      // Within 5 s, says the contract; opening takes its time too on a machine that is busy.
      State state =
          Awaitility.await()
              .atMost(Duration.ofSeconds(20))
              .ignoreExceptionsInstanceOf(StateBusyException.class)
              .until(trial::open, opened -> true);
      try (state) {
        int found = Integer.parseInt(state.facts().get(StateProcess.COMMITTED).orElseThrow());
        assertThat(found)
            .as(found + " of " + committed + " commits survived")
            .isGreaterThanOrEqualTo(committed);
        // The kill can come between the commit of a link and its report.
        int users = state.links().count(USER);
        assertTrue(users == found || users == found + 1, users + " links of " + found);
        for (String group : StateProcess.GROUPS) {
          boolean begun = state.links().find(ObjectKey.group(group)).isPresent();
          assertEquals(
              begun ? StateProcess.MEMBERS.size() : 0,
              state.writtenMembers().count(group),
              "no half of a transaction is left");
        }
      }
    }
    trial.reopen();
  }
}
