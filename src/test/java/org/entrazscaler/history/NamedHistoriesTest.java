package org.entrazscaler.history;

import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories that once ended wrong, and a few that everybody should know. */
class NamedHistoriesTest {

  private static Site site;
  private History history;

  @BeforeAll
  static void open() {
    site = new Site("zia", ZscalerOptions.zia());
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void begin() {
    history = new History(site, 0);
  }

  private void happened() {
    history.observe();
  }

  @Test
  void aProgramThatDiesInEveryPlaceGoesOnWhereItWas() {
    history.found(false, true, false);
    for (int person = 0; person < 4; person++) {
      history.hire(false, person % 2 == 0);
      history.addMember(0, person);
      happened();
    }
    for (int dealings = 0; dealings < 120; dealings += 7) {
      site.death.after(dealings);
      history.cycle();
    }
    Judgement.of(history);
  }

  @Test
  void anAnswerIsLostAndThePersonLeavesMeanwhile() {
    history.hire(false, true);
    happened();
    site.zscaler.faults().next(9, RecordedRequest.of("POST", "/Users"), Fault.lostAnswer());
    history.cycle();
    history.unassignUser(0);
    happened();
    Judgement.of(history);
  }

  /** With deprovision=keep nothing is to be written; the account is ours all the same. */
  @Test
  void anAnswerIsLostAndWhoLeavesMeanwhileIsKeptUntilHeIsBlocked() {
    history.set(
        new Setup(false, false, Setup.Leaving.KEEP, Setup.GroupsLeaving.KEEP, 3, 500, false));
    history.cycle();
    history.hire(false, true);
    happened();
    int made = site.zscaler.writes().size();
    site.zscaler.faults().next(1, RecordedRequest.of("POST", "/Users"), Fault.lostAnswer());
    site.zscaler.faults().always(request -> site.zscaler.writes().size() > made, Fault.status(503));
    history.cycle();
    history.unassignUser(0);
    happened();
    history.endTrouble();
    history.cycle();
    history.block(0, true);
    happened();
    Judgement.of(history);
  }

  /** Memberships are written anew on enabling; who leaves before that has to leave them too. */
  @Test
  void whoIsEnabledAloneAndLeavesAtOnceIsInNoGroup() {
    history.hire(false, false);
    history.found(false, true, false);
    history.addMember(0, 0);
    happened();
    history.cycle();
    history.block(0, true);
    happened();
    history.cycle();
    history.block(0, false);
    happened();
    history.command(operations -> operations.provision(history.people.get(0), false));
    history.deleteUser(0);
    happened();
    Judgement.of(history);
  }

  @Test
  void aGroupThatIsMadeAtTheSecondAttemptHasItsMembers() {
    history.hire(false, false);
    history.found(false, true, false);
    history.addMember(0, 0);
    happened();
    site.zscaler.faults().next(1, RecordedRequest.of("POST", "/Groups"), Fault.status(503));
    history.cycle();
    Judgement.of(history);
  }

  @Test
  void aNameIsPassedOnAndThePlanSaysWhatTheCycleDoes() {
    for (int person = 0; person < 3; person++) {
      history.hire(false, true);
      history.found(false, true, false);
      history.addMember(person, person);
    }
    happened();
    history.cycle();
    history.deleteUser(0);
    history.purgeUser(0);
    history.renameUser(0);
    history.renameGroup(0);
    history.hire(true, true);
    history.hire(true, true);
    history.found(true, true, false);
    happened();
    history.planned(false);
    Judgement.of(history);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 44, 48, 52, 56, 60, 64})
  void whoLeavesAfterTheStateIsLostIsFoundAlsoIfTheProgramDiesOverIt(int dealings) {
    for (int person = 0; person < 3; person++) {
      history.hire(false, true);
    }
    happened();
    history.cycle();
    history.loseState();
    history.dies(dealings);
    history.cycle();
    history.unassignUser(2);
    happened();
    Judgement.of(history);
  }
}
