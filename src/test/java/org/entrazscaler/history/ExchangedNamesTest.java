package org.entrazscaler.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.http.Fault;
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
 * Names pass from one object to another, in rings and in rows, also if the program crashes during
 * it.
 */
class ExchangedNamesTest {

  private static TestEnvironment environment;
  private History history;

  @BeforeAll
  static void open() {
    environment = new TestEnvironment("zidentity", ZscalerOptions.zidentity());
  }

  @AfterAll
  static void close() {
    environment.close();
  }

  @BeforeEach
  void begin() {
    history = new History(environment, 0);
  }

  /** Creates this number of users and groups, and adds each user to the group with its number. */
  private void provision(int number) {
    for (int index = 0; index < number; index++) {
      history.addUser(false, true);
      history.addGroup(false, true, false);
      history.addMember(index, index);
    }
    history.recordScope();
    assertEquals(0, Objects.requireNonNull(history.cycle()).getExitStatus());
  }

  private String groupName(int number) {
    return history.entra.object(history.groups.get(number)).path("displayName").asText();
  }

  private String userName(int number) {
    return history.entra.object(history.people.get(number)).path("userPrincipalName").asText();
  }

  /** Each group gets the name of the next group, and the last group that of the first. */
  private void rotateGroupNames() {
    List<String> names = new ArrayList<>();
    for (int index = 0; index < history.groups.size(); index++) {
      names.add(groupName(index));
    }
    for (int index = 0; index < names.size(); index++) {
      history.entra.rename(history.groups.get(index), names.get((index + 1) % names.size()));
    }
  }

  /** The same with users. In Entra a name is unique. */
  private void rotateUserNames() {
    List<String> names = new ArrayList<>();
    for (int index = 0; index < history.people.size(); index++) {
      names.add(userName(index));
      rename(index, "temporary" + index + "@example.com");
    }
    for (int index = 0; index < names.size(); index++) {
      rename(index, names.get((index + 1) % names.size()));
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
  void exchangedNamesUseOneTemporaryName(int number, int more) {
    provision(number);
    TreeSet<String> ids = new TreeSet<>(target().keySet());
    rotateGroupNames();
    rotateUserNames();
    int before = requests();
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    assertEquals(2L * (number + more), patches(before), outcome.getText());
    assertEquals(ids, new TreeSet<>(target().keySet()), "no object is created again");
    history.recordScope();
    HistoryVerifier.verify(history);
  }

  @Test
  void thePlanOfAnExchangeCanBeApplied() {
    provision(3);
    rotateGroupNames();
    rotateUserNames();
    history.planAndCompare(true);
    history.recordScope();
    HistoryVerifier.verify(history);
  }

  @Test
  void theCycleDoesWhatThePlanSays() {
    provision(3);
    rotateGroupNames();
    rotateUserNames();
    history.planAndCompare(false);
    history.recordScope();
    HistoryVerifier.verify(history);
  }

  @Test
  void anExchangeCanBeUndoneAtOnce() {
    provision(3);
    rotateGroupNames();
    rotateUserNames();
    history.undoAtOnce();
    history.recordScope();
    HistoryVerifier.verify(history);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowOfNamesIsPassedOnInOneCycle(boolean forwards) {
    provision(7);
    int before = requests();
    for (int turn = 0; turn < 7; turn++) {
      int index = forwards ? turn : 6 - turn;
      int next = forwards ? index + 1 : index - 1;
      boolean last = next < 0 || next > 6;
      String group = last ? "Group last" : groupName(next);
      String user = last ? "last@example.com" : userName(next);
      if (!last) {
        rename(next, "away" + next + "@example.com");
        history.entra.rename(history.groups.get(next), "Away " + next);
      }
      history.entra.rename(history.groups.get(index), group);
      rename(index, user);
    }
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    assertEquals(14, patches(before), outcome.getText());
    history.recordScope();
    HistoryVerifier.verify(history);
  }

  @Test
  void noTemporaryNameRemainsAfterACrash() {
    for (int calls = 10; calls < 100; calls += 3) {
      begin();
      provision(2);
      rotateGroupNames();
      rotateUserNames();
      history.recordScope();
      history.crashAfterCalls(calls);
      history.cycle();
      environment.crash.reset();
      switch (calls % 4) {
        case 0 -> history.unassignUser(0);
        case 1 -> history.unassignUser(1);
        case 2 -> {
          history.unassignGroup(0);
          history.unassignGroup(1);
        }
        default -> {
          // All objects stay.
        }
      }
      history.recordScope();
      HistoryVerifier.verify(history);
      int crashedAfter = calls;
      target().values().forEach(name -> assertNoTemporary(name, crashedAfter));
    }
  }

  private static void assertNoTemporary(String name, int calls) {
    assertThat(name)
        .as(name + " after " + calls + " calls")
        .doesNotMatch(".*-[0-9a-f]{8}(@.*|\\[.*)?");
  }

  @Test
  void anExchangeSurvivesALostAnswer() {
    for (int lost = 0; lost < 3; lost++) {
      for (String what : List.of("/Users/{id}", "/Groups/{id}")) {
        begin();
        provision(2);
        rotateGroupNames();
        rotateUserNames();
        history.recordScope();
        String path = what.substring(0, what.indexOf('{'));
        environment
            .zscaler
            .faults()
            .after(
                lost,
                1,
                request -> request.method().equals("PATCH") && request.path().startsWith(path),
                Fault.lostAnswer());
        history.cycle();
        HistoryVerifier.verify(history);
      }
    }
  }

  @Test
  void aBlockedUserIsDisabledAtOnceAlthoughNamesAreExchanged() {
    provision(2);
    rotateUserNames();
    history.setBlocked(0, true);
    history.recordScope();
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    HistoryVerifier.verify(history);
  }

  @Test
  void theSecondGroupOfANameIsCreatedWhenTheFirstIsRenamed() {
    provision(1);
    String name = groupName(0);
    String second = history.entra.addGroup(name);
    history.groups.add(second);
    history.entra.assign(second);
    history.recordScope();
    assertEquals(1, Objects.requireNonNull(history.cycle()).getExitStatus());
    history.entra.rename(history.groups.get(0), "Another");
    assertEquals(0, Objects.requireNonNull(history.cycle()).getExitStatus());
    assertEquals(second, Objects.requireNonNull(environment.zscaler.group(name)).externalId());
    history.recordScope();
    HistoryVerifier.verify(history);
  }

  @Test
  void aGroupThatIsRenamedToATakenNameGetsItWhenItIsFree() {
    provision(2);
    String name = groupName(0);
    history.entra.rename(history.groups.get(1), name);
    int writes = history.zscaler.writes().size();
    CommandOutcome refused = Objects.requireNonNull(history.cycle());
    assertEquals(1, refused.getExitStatus());
    assertEquals(writes, history.zscaler.writes().size(), "a request that would fail is not sent");
    history.entra.deleteGroup(history.groups.get(0));
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    assertEquals(
        history.groups.get(1),
        Objects.requireNonNull(environment.zscaler.group(name)).externalId());
    history.recordScope();
    HistoryVerifier.verify(history);
  }

  @Test
  void onlyOneOfTwoGroupsOfANameAdoptsTheExistingGroup() {
    environment.zscaler.putGroup("Sales", null);
    for (int index = 0; index < 2; index++) {
      String group = history.entra.addGroup("Sales");
      history.groups.add(group);
      history.entra.assign(group);
    }
    history.recordScope();
    assertEquals(1, Objects.requireNonNull(history.cycle()).getExitStatus());
    String owner = Objects.requireNonNull(environment.zscaler.group("Sales")).externalId();
    int writes = environment.zscaler.writes().size();
    assertEquals(1, Objects.requireNonNull(history.cycle()).getExitStatus());
    assertEquals(writes, environment.zscaler.writes().size(), "the other group keeps its name");
    history.entra.rename(Objects.requireNonNull(owner), "Former Sales");
    history.recordScope();
    assertEquals(0, Objects.requireNonNull(history.cycle()).getExitStatus());
    HistoryVerifier.verify(history);
  }

  /** A name that Entra has freed is also free for an object that already exists in Zscaler. */
  @Test
  void aRenamedObjectGetsTheNameOfAnObjectDeletedInEntra() {
    history.addGroup(false, true, true);
    provision(1);
    String group = groupName(0);
    String user = userName(0);
    history.addUser(false, true);
    history.recordScope();
    history.cycle();
    rename(0, "deleted@example.com");
    history.entra.deleteUser(history.people.get(0));
    history.entra.deleteGroup(history.groups.get(0));
    history.recordScope();
    history.cycle();
    history.entra.rename(history.groups.get(1), group);
    rename(1, user);
    history.recordScope();
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    assertEquals(
        history.people.get(1), Objects.requireNonNull(environment.zscaler.user(user)).externalId());
    history.entra.restoreUser(history.people.get(0));
    history.entra.rename(history.groups.get(1), "Another");
    history.entra.restoreGroup(history.groups.get(0));
    history.recordScope();
    HistoryVerifier.verify(history);
    assertEquals(
        history.groups.get(0),
        Objects.requireNonNull(environment.zscaler.group(group)).externalId());
  }

  /**
   * When the holder of a name no longer exists, the object that waits for the name gets it at once,
   * not after hours.
   */
  @Test
  void aReconciliationThatMissesTheHolderFreesTheName() {
    provision(2);
    String name = groupName(0);
    history.entra.rename(history.groups.get(1), name);
    history.cycle();
    environment.zscaler.removeGroup(name);
    history.entra.unassign(history.groups.get(0));
    history.reconcile(true);
    assertEquals(
        history.groups.get(1),
        Objects.requireNonNull(environment.zscaler.group(name)).externalId());
  }

  @Test
  void namesExchangedBeforeTheStateIsLostAreCorrected() {
    provision(2);
    rotateUserNames();
    rotateGroupNames();
    history.recordScope();
    history.loseState();
    history.cycle();
    HistoryVerifier.verify(history);
  }

  private static boolean renames(RecordedRequest request) {
    return request.method().equals("PATCH") && request.body().contains("userName");
  }

  @Test
  void aNameOfAForeignObjectIsReportedWithAdvice() {
    provision(1);
    environment.zscaler.putUser("foreign@example.com");
    rename(0, "foreign@example.com");
    history.recordScope();
    assertEquals(1, Objects.requireNonNull(history.cycle()).getExitStatus());
    assertEquals(
        1, environment.zscaler.writes().stream().filter(ExchangedNamesTest::renames).count());
    CommandOutcome status = Objects.requireNonNull(history.command(o -> o.status(false)));
    assertThat(status.getText()).contains("belongs to no object in Entra");
  }
}
