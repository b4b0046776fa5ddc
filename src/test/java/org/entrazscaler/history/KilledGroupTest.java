package org.entrazscaler.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The outcomes of several creations are recorded in one transaction, and the program crashes around
 * it. Afterwards one lookup resolves each intent without an outcome, and no creation is repeated or
 * lost.
 */
class KilledGroupTest {

  private static final int PEOPLE = 5;

  private static TestEnvironment environment;
  private History history;
  private int before;

  @BeforeAll
  static void open() {
    environment = new TestEnvironment("zia", ZscalerOptions.zia());
  }

  @AfterAll
  static void close() {
    environment.close();
  }

  private void addUsers() {
    history = new History(environment, 0);
    // After this cycle the program knows the managed accounts and reads no list of them.
    history.cycle();
    before = accounts();
    for (int person = 0; person < PEOPLE; person++) {
      history.addUser(false, true);
    }
    history.recordScope();
  }

  /** Runs a cycle, and an action after this number of creations. */
  private void cycle(int creations, Runnable action) {
    AtomicInteger sent = new AtomicInteger();
    environment
        .zscaler
        .faults()
        .always(
            request -> {
              if (RecordedRequest.of("POST", "/Users").test(request)
                  && sent.incrementAndGet() == creations) {
                action.run();
              }
              return false;
            },
            Fault.reset());
    history.cycle();
    environment.zscaler.faults().clear();
    assertThat(sent.get()).as(sent + " creations were sent").isGreaterThanOrEqualTo(creations);
  }

  private int accounts() {
    return (int)
        environment.zscaler.users().stream().filter(user -> user.externalId() != null).count();
  }

  /**
   * The next cycle looks up each user that has no recorded outcome, once: by its userName and, if
   * Zscaler has no such account, by its externalId, as it does for each new user. It reads an
   * account that exists once more before it links it, and creates the account that is missing.
   */
  private void assertNextCycleCompletes(int open, String place) {
    int missing = before + PEOPLE - accounts();
    environment.zscaler.forgetRequests();

    history.cycle();

    assertEquals(open, lookups("userName"), place);
    assertEquals(missing, lookups("externalId"), place);
    assertEquals(
        open - missing, environment.zscaler.count(RecordedRequest.of("GET", "/Users/")), place);
    assertEquals(missing, environment.zscaler.count(RecordedRequest.of("POST", "/Users")), place);
    assertEquals(before + PEOPLE, accounts(), place);
    assertEquals(List.of(), environment.zscaler.doubledWrites(), place);
    assertEquals(0, environment.intentCount(), place);
    HistoryVerifier.verify(history);
  }

  private int lookups(String attribute) {
    return environment.zscaler.count(
        request ->
            RecordedRequest.of("GET", "/Users").test(request)
                && String.valueOf(request.query()).contains("filter=" + attribute));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, PEOPLE})
  void creationsAreCompletedAfterACrashBeforeTheirOutcomesAreRecorded(int creations) {
    addUsers();

    cycle(creations, () -> environment.crash.crashAfterCalls(0));

    assertEquals(before + creations, accounts());
    assertThat(environment.intentCount())
        .as("a creation that was sent has no intent")
        .isGreaterThanOrEqualTo(creations);
    assertNextCycleCompletes(PEOPLE, creations + " were sent");
  }

  /** Also between the commit and the next step. */
  @Test
  void creationsAreCompletedAfterACrashAtAnyStatementThatRecordsTheirOutcomes() {
    int unrecorded = 0;
    int recorded = 0;
    for (int statements = 0; recorded < 3; statements++) {
      int after = statements;
      addUsers();

      cycle(PEOPLE, () -> environment.crash.crashAfterStatements(after));

      int open = environment.intentCount();
      assertTrue(open == PEOPLE || open == 0, open + " intents are open, expected all or none");
      unrecorded += open == 0 ? 0 : 1;
      recorded += open == 0 ? 1 : 0;
      assertNextCycleCompletes(open, "Crash after " + statements + " statements");
    }
    assertThat(unrecorded)
        .as("several crashes within the transaction are expected")
        .isGreaterThan(2);
  }
}
