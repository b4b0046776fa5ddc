package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names go from one object to another, in rings and in rows, also where the program dies over it.
 */
class ExchangedNamesTest {

  private static Site site;
  private History history;

  @BeforeAll
  static void open() {
    site = new Site("zidentity", ZscalerOptions.zidentity());
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void begin() {
    history = new History(site, 0);
  }

  /** Makes so many users and groups, each user in the group of its number. */
  private void provision(int number) {
    for (int each = 0; each < number; each++) {
      history.hire(false, true);
      history.found(false, true, false);
      history.addMember(each, each);
    }
    history.observe();
    assertEquals(0, Objects.requireNonNull(history.cycle()).getExitStatus());
  }

  private String groupName(int number) {
    return history.entra.object(history.groups.get(number)).path("displayName").asText();
  }

  private String userName(int number) {
    return history.entra.object(history.people.get(number)).path("userPrincipalName").asText();
  }

  /** Each group gets the name of the next one, the last one that of the first. */
  private void turnGroups() {
    List<String> names = new ArrayList<>();
    for (int each = 0; each < history.groups.size(); each++) {
      names.add(groupName(each));
    }
    for (int each = 0; each < names.size(); each++) {
      history.entra.rename(history.groups.get(each), names.get((each + 1) % names.size()));
    }
  }

  /** The same with users. In Entra a name is one user's at a time. */
  private void turnUsers() {
    List<String> names = new ArrayList<>();
    for (int each = 0; each < history.people.size(); each++) {
      names.add(userName(each));
      rename(each, "meanwhile" + each + "@example.com");
    }
    for (int each = 0; each < names.size(); each++) {
      rename(each, names.get((each + 1) % names.size()));
    }
  }

  private void rename(int user, String name) {
    history.entra.updateUser(history.people.get(user), "userPrincipalName", name);
  }

  private TreeMap<String, String> target() {
    TreeMap<String, String> names = new TreeMap<>();
    for (ZscalerUser user : history.zscaler.users()) {
      names.put(user.id(), user.userName());
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      names.put(group.id(), group.displayName() + new TreeSet<>(group.memberUserNames()));
    }
    return names;
  }

  private long patches(int from) {
    return history.zscaler.writes().stream()
        .filter(write -> write.number() > from && write.method().equals("PATCH"))
        .count();
  }

  private int requests() {
    return history.zscaler.requests().size();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "5, 1"})
  void namesThatAreExchangedGoByWayOfOneTemporaryName(int number, int more) {
    provision(number);
    TreeSet<String> ids = new TreeSet<>(target().keySet());
    turnGroups();
    turnUsers();
    int before = requests();
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    assertEquals(2L * (number + more), patches(before), outcome.getText());
    assertEquals(ids, new TreeSet<>(target().keySet()), "no object is made anew");
    history.observe();
    Judgement.of(history);
  }

  @Test
  void thePlanSaysItAndCanBeApplied() {
    provision(3);
    turnGroups();
    turnUsers();
    history.planned(true);
    history.observe();
    Judgement.of(history);
  }

  @Test
  void theCycleDoesWhatThePlanSays() {
    provision(3);
    turnGroups();
    turnUsers();
    history.planned(false);
    history.observe();
    Judgement.of(history);
  }

  @Test
  void itIsTakenBackAtOnce() {
    provision(3);
    turnGroups();
    turnUsers();
    history.undoneAtOnce();
    history.observe();
    Judgement.of(history);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowOfNamesIsPassedOnInOneCycle(boolean forwards) {
    provision(7);
    int before = requests();
    for (int turn = 0; turn < 7; turn++) {
      int each = forwards ? turn : 6 - turn;
      int next = forwards ? each + 1 : each - 1;
      boolean last = next < 0 || next > 6;
      String group = last ? "Group last" : groupName(next);
      String user = last ? "last@example.com" : userName(next);
      if (!last) {
        rename(next, "away" + next + "@example.com");
        history.entra.rename(history.groups.get(next), "Away " + next);
      }
      history.entra.rename(history.groups.get(each), group);
      rename(each, user);
    }
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    assertEquals(14, patches(before), outcome.getText());
    history.observe();
    Judgement.of(history);
  }

  @Test
  void whereverTheProgramDiesNoTemporaryNameIsLeft() {
    for (int dealings = 10; dealings < 100; dealings += 3) {
      begin();
      provision(2);
      turnGroups();
      turnUsers();
      history.observe();
      history.dies(dealings);
      history.cycle();
      site.death.reborn();
      switch (dealings % 4) {
        case 0 -> history.unassignUser(0);
        case 1 -> history.unassignUser(1);
        case 2 -> {
          history.unassignGroup(0);
          history.unassignGroup(1);
        }
        default -> {
          // Everybody stays.
        }
      }
      history.observe();
      Judgement.of(history);
      int died = dealings;
      target().values().forEach(name -> assertNoTemporary(name, died));
    }
  }

  private static void assertNoTemporary(String name, int dealings) {
    assertTrue(!name.matches(".*-[0-9a-f]{8}(@.*|\\[.*)?"), name + " after " + dealings);
  }

  @Test
  void anAnswerIsLostOnTheWay() {
    for (int lost = 0; lost < 3; lost++) {
      for (String what : List.of("/Users/{id}", "/Groups/{id}")) {
        begin();
        provision(2);
        turnGroups();
        turnUsers();
        history.observe();
        String path = what.substring(0, what.indexOf('{'));
        site.zscaler
            .faults()
            .after(
                lost,
                1,
                request -> request.method().equals("PATCH") && request.path().startsWith(path),
                Fault.lostAnswer());
        history.cycle();
        Judgement.of(history);
      }
    }
  }

  @Test
  void whoIsBlockedIsDisabledAtOnceThoughItsNameIsExchanged() {
    provision(2);
    turnUsers();
    history.block(0, true);
    history.observe();
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    Judgement.of(history);
  }

  @Test
  void theSecondOfOneNameIsMadeAsSoonAsTheFirstHasAnother() {
    provision(1);
    String name = groupName(0);
    String second = history.entra.addGroup(name);
    history.groups.add(second);
    history.entra.assign(second);
    history.observe();
    assertEquals(1, Objects.requireNonNull(history.cycle()).getExitStatus());
    history.entra.rename(history.groups.get(0), "Another");
    assertEquals(0, Objects.requireNonNull(history.cycle()).getExitStatus());
    assertEquals(second, Objects.requireNonNull(site.zscaler.group(name)).externalId());
    history.observe();
    Judgement.of(history);
  }

  @Test
  void oneThatIsRenamedToATakenNameGetsItAsSoonAsItIsFree() {
    provision(2);
    String name = groupName(0);
    history.entra.rename(history.groups.get(1), name);
    int writes = history.zscaler.writes().size();
    CommandOutcome refused = Objects.requireNonNull(history.cycle());
    assertEquals(1, refused.getExitStatus());
    assertEquals(writes, history.zscaler.writes().size(), "it is not sent in vain");
    history.entra.deleteGroup(history.groups.get(0));
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    assertEquals(
        history.groups.get(1), Objects.requireNonNull(site.zscaler.group(name)).externalId());
    history.observe();
    Judgement.of(history);
  }

  @Test
  void ofTwoOfOneNameOneAdoptsWhatIsThere() {
    site.zscaler.putGroup("Sales", null);
    for (int each = 0; each < 2; each++) {
      String group = history.entra.addGroup("Sales");
      history.groups.add(group);
      history.entra.assign(group);
    }
    history.observe();
    assertEquals(1, Objects.requireNonNull(history.cycle()).getExitStatus());
    String owner = Objects.requireNonNull(site.zscaler.group("Sales")).externalId();
    int writes = site.zscaler.writes().size();
    assertEquals(1, Objects.requireNonNull(history.cycle()).getExitStatus());
    assertEquals(writes, site.zscaler.writes().size(), "nobody takes it from the other one");
    history.entra.rename(Objects.requireNonNull(owner), "Sales of before");
    history.observe();
    assertEquals(0, Objects.requireNonNull(history.cycle()).getExitStatus());
    Judgement.of(history);
  }

  /** Entra has freed the name, so it is free for those who have an object already, too. */
  @Test
  void oneThatIsRenamedGetsTheNameOfOneThatIsDeletedInEntra() {
    history.found(false, true, true);
    provision(1);
    String group = groupName(0);
    String user = userName(0);
    history.hire(false, true);
    history.observe();
    history.cycle();
    rename(0, "deleted@example.com");
    history.entra.deleteUser(history.people.get(0));
    history.entra.deleteGroup(history.groups.get(0));
    history.observe();
    history.cycle();
    history.entra.rename(history.groups.get(1), group);
    rename(1, user);
    history.observe();
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    assertEquals(
        history.people.get(1), Objects.requireNonNull(site.zscaler.user(user)).externalId());
    history.entra.restoreUser(history.people.get(0));
    history.entra.rename(history.groups.get(1), "Another");
    history.entra.restoreGroup(history.groups.get(0));
    history.observe();
    Judgement.of(history);
    assertEquals(
        history.groups.get(0), Objects.requireNonNull(site.zscaler.group(group)).externalId());
  }

  /** What another one had is seen to be gone: who waits for its name does not wait for hours. */
  @Test
  void aReconciliationThatFindsTheHolderGoneFreesTheName() {
    provision(2);
    String name = groupName(0);
    history.entra.rename(history.groups.get(1), name);
    history.cycle();
    site.zscaler.removeGroup(name);
    history.entra.unassign(history.groups.get(0));
    history.reconcile(true);
    assertEquals(
        history.groups.get(1), Objects.requireNonNull(site.zscaler.group(name)).externalId());
  }

  @Test
  void namesThatWereExchangedWhileTheStateWasLostComeRight() {
    provision(2);
    turnUsers();
    turnGroups();
    history.observe();
    history.loseState();
    history.cycle();
    Judgement.of(history);
  }

  private static boolean renames(RecordedRequest request) {
    return request.method().equals("PATCH") && request.body().contains("userName");
  }

  @Test
  void aTakenNameOfAForeignObjectIsNamedWithWhatCanBeDone() {
    provision(1);
    site.zscaler.putUser("foreign@example.com");
    rename(0, "foreign@example.com");
    history.observe();
    assertEquals(1, Objects.requireNonNull(history.cycle()).getExitStatus());
    assertEquals(1, site.zscaler.writes().stream().filter(ExchangedNamesTest::renames).count());
    CommandOutcome status = Objects.requireNonNull(history.command(o -> o.status(false)));
    assertTrue(status.getText().contains("belongs to no object in Entra"), status.getText());
  }
}
