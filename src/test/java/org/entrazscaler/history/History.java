package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.operate.Operations;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.Faults;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a company, step by step, and what is known of it to judge the end. Steps name
 * people and groups by numbers that are taken modulo how many there are, so that a history that is
 * made shorter still means something; a step that makes no sense where it comes does nothing.
 */
final class History {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration BETWEEN_CYCLES = Duration.ofMinutes(5);
  private static final Duration BETWEEN_COMMANDS = Duration.ofSeconds(1);

  final Site site;
  final Directory entra;
  final SimulatedZscaler zscaler;
  final List<String> people = new ArrayList<>();
  final List<String> groups = new ArrayList<>();
  final Set<String> everInScope = new HashSet<>();
  final Map<String, String> hadAccount = new HashMap<>();
  final Map<String, String> hadGroup = new HashMap<>();
  private final List<String> freedNames = new ArrayList<>();
  private final List<String> freedGroupNames = new ArrayList<>();
  private final Map<String, ObjectNode> foreign = new TreeMap<>();
  private final Map<String, Set<String>> foreignMembers = new TreeMap<>();
  private Rules rules = Rules.SHIPPED;
  private Setup setup = Setup.DEFAULT;
  private boolean everDeleting;
  private boolean everUntouched;
  private boolean drifted;
  private boolean stateLost;
  private boolean troubled;
  private final Refusals refusals;
  private Faults.@Nullable Planned trouble;
  private @Nullable String approved;
  private @Nullable String savedPlan;
  private boolean undone;
  private boolean everUndone;
  private int names;

  /**
   * A company at the beginning.
   *
   * @param site where it is
   * @param size how many people are in a group that is assigned; 0 for no group either
   */
  History(Site site, int size) {
    this.site = site;
    site.begin(setup.settings());
    entra = site.tenant.directory();
    zscaler = site.zscaler;
    refusals = new Refusals(zscaler.faults());
    // Somebody who stays, so that the list of assignments is never empty.
    String anchor = entra.addUser("Anchor", "anchor@example.com", Map.of("department", "Sales"));
    entra.assign(anchor);
    zscaler.users().forEach(user -> foreign.put(user.userName(), user.attributes()));
    if (size > 0) {
      found(false, true, false);
    }
    for (int person = 0; person < size; person++) {
      hire(false, person == 0);
      addMember(0, person);
    }
    observe();
  }

  boolean hasPeople() {
    return !people.isEmpty();
  }

  boolean hasGroups() {
    return !groups.isEmpty();
  }

  boolean hasPeopleAndGroups() {
    return hasPeople() && hasGroups();
  }

  boolean hasDeleted() {
    return !entra.softDeletedIds().isEmpty();
  }

  Expectation expectation() {
    return new Expectation(entra, rules, setup);
  }

  Rules rules() {
    return rules;
  }

  Map<String, ObjectNode> foreign() {
    return foreign;
  }

  /** Who was made a member of a target group by hand. */
  Set<String> foreignMembers(String targetId) {
    return foreignMembers.getOrDefault(targetId, Set.of());
  }

  /** To be called after every step: what was so for a moment may be seen by the program. */
  void observe() {
    Expectation now = expectation();
    entra.userIds().stream().filter(now::userInScope).forEach(everInScope::add);
    entra.groupIds().stream().filter(now::groupInScope).forEach(everInScope::add);
  }

  // ---- Entra -----------------------------------------------------------------------------------

  void hire(boolean freedName, boolean assigned) {
    String name =
        freedName && !freedNames.isEmpty() ? freedNames.remove(0) : "p" + ++names + "@example.com";
    String user =
        entra.addUser(
            "Person " + name,
            name,
            Map.of("givenName", "P", "surname", name, "department", "Sales"));
    people.add(user);
    if (assigned) {
      entra.assign(user);
    }
  }

  void found(boolean freedName, boolean assigned, boolean microsoft365) {
    String name =
        freedName && !freedGroupNames.isEmpty() ? freedGroupNames.remove(0) : "Group " + ++names;
    String group = microsoft365 ? entra.addMicrosoft365Group(name, true) : entra.addGroup(name);
    groups.add(group);
    if (assigned) {
      entra.assign(group);
    }
  }

  void assignUser(int number, boolean defaultAccess) {
    liveUser(number, user -> assign(user, defaultAccess));
  }

  void assignGroup(int number) {
    liveGroup(number, group -> assign(group, false));
  }

  private void assign(String principal, boolean defaultAccess) {
    entra.assign(principal, defaultAccess ? Directory.DEFAULT_ACCESS : entra.userRole());
  }

  void unassignUser(int number) {
    liveUser(number, entra::unassign);
  }

  void unassignGroup(int number) {
    liveGroup(number, entra::unassign);
  }

  void addMember(int group, int member) {
    liveGroup(group, g -> liveUser(member, user -> entra.addMember(g, user)));
  }

  void nest(int group, int member) {
    liveGroup(
        group,
        outer ->
            liveGroup(
                member,
                inner -> {
                  if (!outer.equals(inner)) {
                    entra.addMember(outer, inner);
                  }
                }));
  }

  void removeMember(int group, int member) {
    liveGroup(
        group,
        g -> {
          List<String> members = List.copyOf(entra.memberIds(g));
          if (!members.isEmpty()) {
            entra.removeMember(g, members.get(member % members.size()));
          }
        });
  }

  void set(int number, String property, @Nullable String value) {
    liveUser(number, user -> entra.updateUser(user, property, value));
  }

  void renameUser(int number) {
    liveUser(
        number,
        user -> {
          freedNames.add(name(user));
          entra.updateUser(user, "userPrincipalName", "p" + ++names + "@example.com");
        });
  }

  void renameGroup(int number) {
    liveGroup(
        number,
        group -> {
          freedGroupNames.add(entra.object(group).path("displayName").asText());
          entra.rename(group, "Group " + ++names);
        });
  }

  /** Two users exchange their names: in Entra a name is one user's at a time. */
  void exchangeUsers(int one, int other) {
    liveUser(
        one,
        first ->
            liveUser(
                other,
                second -> {
                  if (!first.equals(second)) {
                    String name = name(first);
                    entra.updateUser(first, "userPrincipalName", "p" + ++names + "@example.com");
                    String others = name(second);
                    entra.updateUser(second, "userPrincipalName", name);
                    entra.updateUser(first, "userPrincipalName", others);
                  }
                }));
  }

  /** Two groups exchange their names. */
  void exchangeGroups(int one, int other) {
    liveGroup(
        one,
        first ->
            liveGroup(
                other,
                second -> {
                  String name = groupName(first);
                  entra.rename(first, groupName(second));
                  entra.rename(second, name);
                }));
  }

  private String groupName(String group) {
    return entra.object(group).path("displayName").asText();
  }

  void manager(int number, int manager, boolean cleared) {
    liveUser(
        number,
        user ->
            liveUser(
                manager,
                boss -> entra.setManager(user, cleared || boss.equals(user) ? null : boss)));
  }

  void block(int number, boolean blocked) {
    liveUser(
        number,
        user -> {
          if (blocked) {
            entra.blockSignIn(user);
          } else {
            entra.allowSignIn(user);
          }
        });
  }

  void securityEnabled(int number, boolean enabled) {
    liveGroup(number, group -> entra.updateGroup(group, "securityEnabled", enabled));
  }

  /** In Entra a deletion frees the name: the user has another one, also once it is restored. */
  void deleteUser(int number) {
    liveUser(
        number,
        user -> {
          freedNames.add(name(user));
          entra.updateUser(user, "userPrincipalName", "p" + ++names + "@example.com");
          entra.deleteUser(user);
        });
  }

  void restoreUser(int number) {
    deleted(number, people, entra::restoreUser);
  }

  void purgeUser(int number) {
    deleted(
        number,
        people,
        user -> {
          freedNames.add(name(user));
          entra.purgeUser(user);
        });
  }

  void deleteGroup(int number) {
    liveGroup(
        number,
        group -> {
          // One that is restored must not be called as another one is by then.
          freedGroupNames.add(groupName(group));
          entra.rename(group, "Group " + ++names);
          entra.deleteGroup(group);
        });
  }

  void restoreGroup(int number) {
    deleted(number, groups, entra::restoreGroup);
  }

  void purgeGroup(int number) {
    deleted(number, groups, entra::purgeGroup);
  }

  private String name(String user) {
    return entra.object(user).path("userPrincipalName").asText();
  }

  private void liveUser(int number, java.util.function.Consumer<String> step) {
    pick(number, people.stream().filter(entra.userIds()::contains).toList(), step);
  }

  private void liveGroup(int number, java.util.function.Consumer<String> step) {
    pick(number, groups.stream().filter(entra.groupIds()::contains).toList(), step);
  }

  private void deleted(int number, List<String> all, java.util.function.Consumer<String> step) {
    pick(number, all.stream().filter(entra.softDeletedIds()::contains).toList(), step);
  }

  private static void pick(
      int number, List<String> from, java.util.function.Consumer<String> step) {
    if (!from.isEmpty()) {
      step.accept(from.get(number % from.size()));
    }
  }

  // ---- Zscaler, by hand ------------------------------------------------------------------------

  /** An account that nobody in Entra is meant by. */
  void putForeignAccount() {
    ZscalerUser user = zscaler.putUser("local" + ++names + "@example.com");
    foreign.put(user.userName(), user.attributes());
  }

  /** An account that another tool has made for somebody, without Entra's id. */
  void putAccountOf(int number) {
    liveUser(
        number,
        user -> {
          if (zscaler.user(name(user)) == null && !hadAccount.containsKey(user)) {
            zscaler.putUser(accountOf(name(user)));
          }
        });
  }

  /** Somebody changes an account of ours in the portal. */
  void drift(int number, Drift drift) {
    List<ZscalerUser> ours =
        zscaler.users().stream().filter(user -> people.contains(user.externalId())).toList();
    if (ours.isEmpty()) {
      return;
    }
    ZscalerUser user = ours.get(number % ours.size());
    drifted = true;
    switch (drift) {
      case RENAMED ->
          zscaler.editUser(user.userName(), account -> account.put("displayName", "By hand"));
      case DISABLED -> zscaler.editUser(user.userName(), account -> account.put("active", false));
      case ENABLED -> zscaler.editUser(user.userName(), account -> account.put("active", true));
      case DELETED -> zscaler.removeUser(user.userName());
      case OUT_OF_ITS_GROUPS ->
          user.groupNames().forEach(group -> zscaler.removeMembers(group, user.userName()));
      case GROUP_DELETED -> user.groupNames().stream().findFirst().ifPresent(zscaler::removeGroup);
    }
  }

  /** What people do in the portal. */
  enum Drift {
    RENAMED,
    DISABLED,
    ENABLED,
    DELETED,
    OUT_OF_ITS_GROUPS,
    GROUP_DELETED
  }

  boolean drifted() {
    return drifted;
  }

  private static ObjectNode accountOf(String userName) {
    ObjectNode account = JsonNodeFactory.instance.objectNode();
    account.put("userName", userName).put("displayName", "Another tool's");
    account
        .putArray("emails")
        .addObject()
        .put("value", userName)
        .put("type", "work")
        .put("primary", true);
    return account;
  }

  void addForeignMember(int number) {
    List<ZscalerGroup> ours =
        zscaler.groups().stream().filter(group -> groups.contains(group.externalId())).toList();
    List<String> locals = foreign.keySet().stream().filter(n -> n.startsWith("local")).toList();
    if (!ours.isEmpty() && !locals.isEmpty()) {
      ZscalerGroup group = ours.get(number % ours.size());
      String member = locals.get(number % locals.size());
      zscaler.addMembers(group.displayName(), member);
      foreignMembers.computeIfAbsent(group.id(), id -> new HashSet<>()).add(member);
    }
  }

  // ---- the program -----------------------------------------------------------------------------

  @Nullable CommandOutcome cycle() {
    site.clock.advance(BETWEEN_CYCLES);
    return guarded(Operations::runCycle);
  }

  /** How somebody loses access. */
  enum Leaves {
    BLOCKED,
    UNASSIGNED,
    DELETED,
    NO_MEMBER,
    GROUP_UNASSIGNED
  }

  /** Somebody leaves while a cycle is about to send a request, and a tick of the timer follows. */
  void overtaken(int requests, int number, Leaves leaves) {
    site.meanwhile.after(
        requests,
        () -> {
          switch (leaves) {
            case BLOCKED -> block(number, true);
            case UNASSIGNED -> unassignUser(number);
            case DELETED -> deleteUser(number);
            case NO_MEMBER -> removeMember(number, number);
            case GROUP_UNASSIGNED -> unassignGroup(number);
          }
          observe();
          site.program().tick();
        });
    cycle();
    site.meanwhile.end();
  }

  /** {@code reconcile}. */
  void reconcile(boolean fix) {
    guarded(operations -> operations.reconcile(fix, false));
  }

  /** Runs a command that the safeguards guard. */
  private @Nullable CommandOutcome guarded(Function<Operations, CommandOutcome> command) {
    RemovalCount before = new RemovalCount(this);
    String held = held();
    CommandOutcome outcome = command(command);
    RemovalCount after = new RemovalCount(this);
    String still = held();
    boolean decided = approved != null && (approved.equals(held) || approved.equals(still));
    if (!decided) {
      assertTrue(after.since(before).size() <= setup.threshold(), "More is taken than may be");
    }
    if (!decided && held != null && held.equals(still)) {
      assertEquals(Set.of(), after.allSince(before), "Taken while a safeguard holds");
    }
    return outcome;
  }

  /** The cycle by which is named what a safeguard holds, or has begun to let through; or null. */
  @Nullable String held() {
    return site.heldCycle();
  }

  /** How many objects are put aside. */
  int parked() {
    return site.parkedCount();
  }

  /** {@code approve}: what is held now, if anything is. */
  void approve() {
    approved = held();
    String cycle = approved == null ? lastCycle(0) : approved;
    CommandOutcome outcome = command(operations -> operations.approve(cycle));
    if (approved == null && outcome != null) {
      assertEquals(1, outcome.getExitStatus(), outcome.getText());
    }
  }

  /** {@code refuse}. */
  void refuse() {
    String held = held();
    String cycle = held == null ? lastCycle(0) : held;
    CommandOutcome outcome = command(operations -> operations.refuse(cycle));
    if (outcome != null) {
      assertEquals(held == null ? 1 : 0, outcome.getExitStatus(), outcome.getText());
      assertNull(held(), "Refused, and still held");
    }
  }

  /** {@code restart}. */
  void forgetReading() {
    String held = held();
    command(operations -> operations.restart(false));
    assertEquals(held, held(), "restart has lifted a hold");
  }

  private String lastCycle(int back) {
    return String.valueOf(status().path("lastCycle").path("id").asLong() - back);
  }

  /** Runs a command; null if the program dies over it, whereupon it is started again. */
  @Nullable CommandOutcome command(Function<Operations, CommandOutcome> command) {
    site.clock.advance(BETWEEN_COMMANDS);
    Untouched before = new Untouched(zscaler);
    CommandOutcome outcome = null;
    try {
      outcome = command.apply(site.program().operations());
    } catch (RuntimeException e) {
      if (!site.death.dead()) {
        throw e;
      }
    }
    boolean died = site.death.dead();
    if (died) {
      site.restart();
    }
    if (setup.untouched()) {
      before.assertSame(zscaler);
    }
    for (ZscalerUser user : zscaler.users()) {
      if (user.externalId() != null && people.contains(user.externalId())) {
        // What has gone to another one is not the former one's any more.
        hadAccount.values().remove(user.id());
        hadAccount.put(user.externalId(), user.id());
      }
    }
    for (ZscalerGroup group : zscaler.groups()) {
      if (group.externalId() != null && groups.contains(group.externalId())) {
        hadGroup.values().remove(group.id());
        hadGroup.put(group.externalId(), group.id());
      }
    }
    return died ? null : outcome;
  }

  /** How a person names somebody to a command. */
  enum Named {
    BY_ID,
    BY_NAME,
    BY_DISPLAY_NAME,
    WRONGLY
  }

  /**
   * {@code provision}, of whomever there ever was.
   *
   * @param dry {@code --plan}, which must write nothing
   */
  void provision(int number, Named named, boolean dry) {
    String name = called(number, named);
    int writes = zscaler.writes().size();
    command(operations -> operations.provision(name, dry));
    if (dry) {
      assertEquals(writes, zscaler.writes().size(), "provision --plan has written");
    }
  }

  private String called(int number, Named named) {
    List<String> all = new ArrayList<>(people);
    all.addAll(groups);
    if (all.isEmpty() || named == Named.WRONGLY) {
      return "Nobody " + number;
    }
    String id = all.get(number % all.size());
    ObjectNode properties = entra.object(id);
    if (properties == null || named == Named.BY_ID) {
      return id;
    }
    String displayName = properties.path("displayName").asText();
    return named == Named.BY_NAME
        ? properties.path("userPrincipalName").asText(displayName)
        : displayName;
  }

  /** Whom {@code provision} says to be done with has what he should have, without a cycle. */
  void provisioned(int number) {
    endTrouble();
    site.tenant.delta().delayedChanges(0);
    liveUser(
        number,
        user -> {
          CommandOutcome outcome =
              Objects.requireNonNull(command(operations -> operations.provision(user, false)));
          // What was changed by hand in Zscaler is found by a reconciliation, and the accounts of
          // leavers after a lost state by a cycle.
          if (outcome.getExitStatus() == 0 && !undone && !drifted && !stateLost) {
            Judgement.ofUser(this, user, outcome.getText());
          }
        });
  }

  /**
   * {@code undo}.
   *
   * @param back how many cycles before the last one; negative for {@code last}
   * @param apply {@code --apply}; without it nothing may be written
   */
  @Nullable CommandOutcome undo(int back, boolean apply) {
    String cycle = back < 0 ? "last" : lastCycle(back);
    int writes = zscaler.writes().size();
    undone |= apply;
    everUndone |= apply;
    CommandOutcome outcome = guarded(operations -> operations.undo(cycle, apply, false));
    if (!apply) {
      assertEquals(writes, zscaler.writes().size(), "undo without --apply has written");
    }
    return outcome;
  }

  /** {@code undo last --apply} must bring back what was before. */
  void undoneAtOnce() {
    endTrouble();
    site.tenant.delta().delayedChanges(0);
    new UndoTrial(this).run();
  }

  private JsonNode status() {
    try {
      return MAPPER.readTree(site.status());
    } catch (JsonProcessingException e) {
      throw new AssertionError("No status", e);
    }
  }

  /** Whether something may be held by undo. */
  boolean undone() {
    return undone;
  }

  /** Whether undo may ever have taken something back. */
  boolean everUndone() {
    return everUndone;
  }

  /** {@code retry} of one object by its id. */
  void retry(int number) {
    String id = called(number, Named.BY_ID);
    command(operations -> operations.retry(new String[] {id}, "", false));
  }

  /** Lets go of all that undo holds, as a changed mapping does. */
  void letGo() {
    Rules.MappingChoice other =
        rules.mapping() == Rules.MappingChoice.CLEARING
            ? Rules.MappingChoice.SHIPPED
            : Rules.MappingChoice.CLEARING;
    map(new Rules(other, rules.filter()));
    undone = false;
  }

  /** Whose account it is; null for nobody of Entra. */
  @Nullable String owner(ZscalerUser user) {
    return owner(user.externalId(), user.id(), hadAccount);
  }

  /** Which group of Entra it is; null for none. */
  @Nullable String owner(ZscalerGroup group) {
    return owner(group.externalId(), group.id(), hadGroup);
  }

  /** Undo may have taken back that an adopted object was given its externalId. */
  private static @Nullable String owner(
      @Nullable String externalId, String id, Map<String, String> ours) {
    if (externalId != null) {
      return externalId;
    }
    return ours.entrySet().stream()
        .filter(had -> had.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** {@code plan} must say what the next cycle does, or what {@code apply} does at once. */
  void planned(boolean applied) {
    endTrouble();
    site.tenant.delta().delayedChanges(0);
    new PlanTrial(this).run(applied);
  }

  /** {@code plan --save}, which must write nothing. */
  void savePlan() {
    int writes = zscaler.writes().size();
    CommandOutcome outcome = command(operations -> operations.plan(true));
    assertEquals(writes, zscaler.writes().size(), "plan has written");
    if (outcome != null && outcome.getText().startsWith("{")) {
      savedPlan = outcome.getText();
    }
  }

  /**
   * {@code apply} of what was saved, whatever has happened since.
   *
   * @param twice whether nothing fails, and it is applied once more
   */
  void apply(boolean twice) {
    if (savedPlan != null) {
      ApplyTrial trial = new ApplyTrial(this, savedPlan);
      if (twice) {
        trial.runTwice();
      } else {
        trial.run();
      }
    }
  }

  void endTrouble() {
    endFailures();
    refusals.end();
    zscaler.faults().clear();
    if (rules.mapping() == Rules.MappingChoice.FAILING) {
      map(new Rules(Rules.MappingChoice.SHIPPED, rules.filter()));
    }
  }

  /** Nothing fails any more by itself; what is refused stays so. */
  private void endFailures() {
    site.tenant.faults().clear();
    if (trouble != null) {
      trouble.stop();
    }
    site.death.reborn();
  }

  // ---- what the target refuses -------------------------------------------------------------

  Refusals refusals() {
    return refusals;
  }

  /** One thing that the target refuses until the trouble ends. */
  enum Refused {
    VALUE,
    MEMBER,
    USER_DELETION,
    GROUP_DELETION,
    USER_NAME,
    GROUP_NAME
  }

  /** The target begins to refuse something; of a name, the next one that is given. */
  void refuse(Refused refused, int number, int status) {
    switch (refused) {
      case VALUE -> refusals.value(400, "invalidValue", number % 2 == 0 ? "Research" : "Ada");
      case MEMBER -> pick(number, List.copyOf(hadAccount.values()), id -> refusals.member(400, id));
      case USER_DELETION ->
          pick(number, List.copyOf(hadAccount.values()), id -> refusals.deletion(status, id));
      case GROUP_DELETION ->
          pick(number, List.copyOf(hadGroup.values()), id -> refusals.deletion(status, id));
      case USER_NAME -> {
        refusals.value(409, "uniqueness", "p" + (names + 1) + "@example.com");
        renameUser(number);
      }
      case GROUP_NAME -> {
        refusals.value(409, "uniqueness", "Group " + (names + 1));
        renameGroup(number);
      }
    }
  }

  /** A row of the mapping has no result for many, until the trouble ends. */
  void rowFails() {
    map(new Rules(Rules.MappingChoice.FAILING, rules.filter()));
  }

  /** What is refused keeps nothing back but itself: least of all that somebody loses access. */
  void cyclesWhileRefused() {
    if (!refusals.any() && rules.mapping() != Rules.MappingChoice.FAILING) {
      return;
    }
    endFailures();
    site.tenant.delta().delayedChanges(0);
    cycle();
    cycle();
    if (held() == null && !undone && !drifted && !stateLost) {
      Judgement.whileRefused(this);
    }
  }

  void loseState() {
    stateLost = true;
    site.loseState();
  }

  /** Requests to Zscaler go wrong; an earlier trouble ends, lest the program wait for minutes. */
  void zscalerFails(int skipped, int times, Fault fault) {
    troubled = true;
    if (trouble != null) {
      trouble.stop();
    }
    trouble = zscaler.faults().after(skipped, times, RecordedRequest.any(), fault);
  }

  void dies(int dealings) {
    troubled = true;
    site.death.after(dealings);
  }

  /** The program dies within a transaction or between two. */
  void diesAtStatement(int statements) {
    troubled = true;
    site.death.afterStatements(statements);
  }

  /** Whether an answer of Zscaler may ever have been lost. */
  boolean troubled() {
    return troubled;
  }

  boolean stateLost() {
    return stateLost;
  }

  void set(Setup changed) {
    setup = changed;
    everUntouched |= changed.untouched();
    everDeleting |=
        changed.leaving() == Setup.Leaving.DELETE
            || changed.groupsLeaving() == Setup.GroupsLeaving.DELETE;
    site.set(changed.settings());
  }

  /** Whether {@code zscaler.never-touch} has ever named somebody of Entra. */
  boolean everUntouched() {
    return everUntouched;
  }

  /** Whether leaving the scope has ever deleted anything. */
  boolean everDeleting() {
    return everDeleting;
  }

  Setup setup() {
    return setup;
  }

  void map(Rules changed) {
    Rules before = rules;
    rules = changed;
    if (before.mapping() != changed.mapping()) {
      site.edit(
          new Site.Edit("user-mapping.camel.yaml", changed.mapping().what, changed.mapping().with));
    }
    if (before.filter() != changed.filter()) {
      site.edit(new Site.Edit("scope.camel.yaml", "'ALL'", changed.filter().text));
    }
  }
}
