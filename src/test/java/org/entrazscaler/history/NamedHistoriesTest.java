package org.entrazscaler.history;

import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories that once failed, and a few that are important. */
class NamedHistoriesTest {

  private static TestEnvironment environment;
  private History history;

  @BeforeAll
  static void open() {
    environment = new TestEnvironment("zia", ZscalerOptions.zia());
  }

  @AfterAll
  static void close() {
    environment.close();
  }

  @BeforeEach
  void begin() {
    history = new History(environment, 0);
  }

  private void recordScope() {
    history.recordScope();
  }

  @Test
  void aProgramThatCrashesAnywhereContinues() {
    history.addGroup(false, true, false);
    for (int person = 0; person < 4; person++) {
      history.addUser(false, person % 2 == 0);
      history.addMember(0, person);
      recordScope();
    }
    for (int calls = 0; calls < 120; calls += 7) {
      environment.crash.crashAfterCalls(calls);
      history.cycle();
    }
    HistoryVerifier.verify(history);
  }

  @Test
  void aUserLeavesAfterALostAnswer() {
    history.addUser(false, true);
    recordScope();
    environment.zscaler.faults().next(9, RecordedRequest.of("POST", "/Users"), Fault.lostAnswer());
    history.cycle();
    history.unassignUser(0);
    recordScope();
    HistoryVerifier.verify(history);
  }

  /**
   * With deprovision=keep nothing is written when the user leaves; the account is managed
   * nevertheless.
   */
  @Test
  void aUserThatLeavesAfterALostAnswerIsKeptUntilItIsBlocked() {
    history.set(
        new Setup(
            false, false, Setup.Deprovision.KEEP, Setup.DeprovisionGroups.KEEP, 3, 500, false));
    history.cycle();
    history.addUser(false, true);
    recordScope();
    int writesBefore = environment.zscaler.writes().size();
    environment.zscaler.faults().next(RecordedRequest.of("POST", "/Users"), Fault.lostAnswer());
    environment
        .zscaler
        .faults()
        .always(
            request -> environment.zscaler.writes().size() > writesBefore,
            ZscalerFault.status(503));
    history.cycle();
    history.unassignUser(0);
    recordScope();
    history.endAllFailures();
    history.cycle();
    history.setBlocked(0, true);
    recordScope();
    HistoryVerifier.verify(history);
  }

  /**
   * Memberships are written again when an account is enabled; a user that leaves before that must
   * still leave the groups.
   */
  @Test
  void aUserThatIsEnabledOnDemandAndLeavesAtOnceIsInNoGroup() {
    history.addUser(false, false);
    history.addGroup(false, true, false);
    history.addMember(0, 0);
    recordScope();
    history.cycle();
    history.setBlocked(0, true);
    recordScope();
    history.cycle();
    history.setBlocked(0, false);
    recordScope();
    history.command(operations -> operations.provision(history.people.get(0), false));
    history.deleteUser(0);
    recordScope();
    HistoryVerifier.verify(history);
  }

  @Test
  void aGroupThatIsCreatedAtTheSecondAttemptHasItsMembers() {
    history.addUser(false, false);
    history.addGroup(false, true, false);
    history.addMember(0, 0);
    recordScope();
    environment
        .zscaler
        .faults()
        .next(RecordedRequest.of("POST", "/Groups"), ZscalerFault.status(503));
    history.cycle();
    HistoryVerifier.verify(history);
  }

  @Test
  void thePlanSaysWhatTheCycleDoesWithAPassedOnName() {
    for (int person = 0; person < 3; person++) {
      history.addUser(false, true);
      history.addGroup(false, true, false);
      history.addMember(person, person);
    }
    recordScope();
    history.cycle();
    history.deleteUser(0);
    history.purgeUser(0);
    history.renameUser(0);
    history.renameGroup(0);
    history.addUser(true, true);
    history.addUser(true, true);
    history.addGroup(true, true, false);
    recordScope();
    history.planAndCompare(false);
    HistoryVerifier.verify(history);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 44, 48, 52, 56, 60, 64})
  void aUserThatLeavesAfterTheStateIsLostIsFoundDespiteACrash(int calls) {
    for (int person = 0; person < 3; person++) {
      history.addUser(false, true);
    }
    recordScope();
    history.cycle();
    history.loseState();
    history.crashAfterCalls(calls);
    history.cycle();
    history.unassignUser(2);
    recordScope();
    HistoryVerifier.verify(history);
  }
}
