package org.entrazscaler.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.jspecify.annotations.Nullable;

/**
 * The events of a company, step by step, and what is known of them to check the end. Steps name
 * users and groups by a number modulo their count, so that a shortened history still has a meaning.
 * A step that has no meaning at its place does nothing.
 */
final class History {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration BETWEEN_CYCLES = Duration.ofMinutes(5);
  private static final Duration BETWEEN_COMMANDS = Duration.ofSeconds(1);

  final TestEnvironment environment;
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
  private boolean mayHaveDeleted;
  private boolean wasNeverTouchUsed;
  private boolean isDrifted;
  private boolean isStateLost;
  private boolean hadFailures;
  private final Refusals refusals;
  private @Nullable PlannedFault failure;
  private @Nullable String approved;
  private @Nullable String savedPlan;
  private boolean hasRestoredValues;
  private boolean wasEverUndone;
  private int names;

  /**
   * A new company.
   *
   * @param environment the test environment
   * @param size how many members the one assigned group has; 0 for no group
   */
  History(TestEnvironment environment, int size) {
    this.environment = environment;
    environment.reset(setup.settings());
    entra = environment.tenant.directory();
    zscaler = environment.zscaler;
    refusals = new Refusals(zscaler.faults());
    // This user always stays assigned, so that the list of assignments is never empty.
    String anchor = entra.addUser("Anchor", "anchor@example.com", Map.of("department", "Sales"));
    entra.assign(anchor);
    zscaler.users().forEach(user -> foreign.put(user.userName(), user.attributes()));
    if (size > 0) {
      addGroup(false, true, false);
    }
    for (int person = 0; person < size; person++) {
      addUser(false, person == 0);
      addMember(0, person);
    }
    recordScope();
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

  /** The members that were added by hand to a group in Zscaler. */
  Set<String> foreignMembers(String targetId) {
    return foreignMembers.getOrDefault(targetId, Set.of());
  }

  /** Call this after each step: the program may see a state that lasts only for a moment. */
  void recordScope() {
    Expectation now = expectation();
    entra.userIds().stream().filter(now::isUserInScope).forEach(everInScope::add);
    entra.groupIds().stream().filter(now::isGroupInScope).forEach(everInScope::add);
  }

  // ---- Entra -----------------------------------------------------------------------------------

  void addUser(boolean freedName, boolean assigned) {
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

  void addGroup(boolean freedName, boolean assigned, boolean microsoft365) {
    String name =
        freedName && !freedGroupNames.isEmpty() ? freedGroupNames.remove(0) : "Group " + ++names;
    String group = microsoft365 ? entra.addMicrosoft365Group(name, true) : entra.addGroup(name);
    groups.add(group);
    if (assigned) {
      entra.assign(group);
    }
  }

  void assignUser(int number, boolean defaultAccess) {
    withUser(number, user -> assign(user, defaultAccess));
  }

  void assignGroup(int number) {
    withGroup(number, group -> assign(group, false));
  }

  private void assign(String principal, boolean defaultAccess) {
    entra.assign(principal, defaultAccess ? Directory.DEFAULT_ACCESS : entra.userRole());
  }

  void unassignUser(int number) {
    withUser(number, entra::unassign);
  }

  void unassignGroup(int number) {
    withGroup(number, entra::unassign);
  }

  void addMember(int group, int member) {
    withGroup(group, g -> withUser(member, user -> entra.addMember(g, user)));
  }

  void addNestedGroup(int group, int member) {
    withGroup(
        group,
        outer ->
            withGroup(
                member,
                inner -> {
                  if (!outer.equals(inner)) {
                    entra.addMember(outer, inner);
                  }
                }));
  }

  void removeMember(int group, int member) {
    withGroup(
        group,
        g -> {
          List<String> members = List.copyOf(entra.memberIds(g));
          if (!members.isEmpty()) {
            entra.removeMember(g, members.get(member % members.size()));
          }
        });
  }

  void set(int number, String property, @Nullable String value) {
    withUser(number, user -> entra.updateUser(user, property, value));
  }

  void renameUser(int number) {
    withUser(
        number,
        user -> {
          freedNames.add(name(user));
          entra.updateUser(user, "userPrincipalName", "p" + ++names + "@example.com");
        });
  }

  void renameGroup(int number) {
    withGroup(
        number,
        group -> {
          freedGroupNames.add(entra.object(group).path("displayName").asText());
          entra.rename(group, "Group " + ++names);
        });
  }

  /**
   * Two users exchange their names. In Entra a name is unique, so one of them has another name for
   * a moment.
   */
  void exchangeUserNames(int one, int other) {
    withUser(
        one,
        first ->
            withUser(
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
  void exchangeGroupNames(int one, int other) {
    withGroup(
        one,
        first ->
            withGroup(
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

  void setManager(int number, int manager, boolean cleared) {
    withUser(
        number,
        user ->
            withUser(
                manager,
                boss -> entra.setManager(user, cleared || boss.equals(user) ? null : boss)));
  }

  void setBlocked(int number, boolean blocked) {
    withUser(
        number,
        user -> {
          if (blocked) {
            entra.blockSignIn(user);
          } else {
            entra.allowSignIn(user);
          }
        });
  }

  void setSecurityEnabled(int number, boolean enabled) {
    withGroup(number, group -> entra.updateGroup(group, "securityEnabled", enabled));
  }

  /**
   * The user gets another name first, because in Entra a deletion frees the name, and a restored
   * user must not collide with its new owner.
   */
  void deleteUser(int number) {
    withUser(
        number,
        user -> {
          freedNames.add(name(user));
          entra.updateUser(user, "userPrincipalName", "p" + ++names + "@example.com");
          entra.deleteUser(user);
        });
  }

  void restoreUser(int number) {
    withDeleted(number, people, entra::restoreUser);
  }

  void purgeUser(int number) {
    withDeleted(
        number,
        people,
        user -> {
          freedNames.add(name(user));
          entra.purgeUser(user);
        });
  }

  void deleteGroup(int number) {
    withGroup(
        number,
        group -> {
          // When the group is restored, another group may have its name.
          freedGroupNames.add(groupName(group));
          entra.rename(group, "Group " + ++names);
          entra.deleteGroup(group);
        });
  }

  void restoreGroup(int number) {
    withDeleted(number, groups, entra::restoreGroup);
  }

  void purgeGroup(int number) {
    withDeleted(number, groups, entra::purgeGroup);
  }

  private String name(String user) {
    return entra.object(user).path("userPrincipalName").asText();
  }

  private void withUser(int number, java.util.function.Consumer<String> step) {
    pick(number, people.stream().filter(entra.userIds()::contains).toList(), step);
  }

  private void withGroup(int number, java.util.function.Consumer<String> step) {
    pick(number, groups.stream().filter(entra.groupIds()::contains).toList(), step);
  }

  private void withDeleted(int number, List<String> all, java.util.function.Consumer<String> step) {
    pick(number, all.stream().filter(entra.softDeletedIds()::contains).toList(), step);
  }

  private static void pick(
      int number, List<String> from, java.util.function.Consumer<String> step) {
    if (!from.isEmpty()) {
      step.accept(from.get(number % from.size()));
    }
  }

  // ---- Zscaler, by hand ------------------------------------------------------------------------

  /** An account that belongs to no user in Entra. */
  void putForeignAccount() {
    ZscalerUser user = zscaler.putUser("local" + ++names + "@example.com");
    foreign.put(user.userName(), user.attributes());
  }

  /** An account that another tool created for a user, without the user's Entra id. */
  void putAccountFor(int number) {
    withUser(
        number,
        user -> {
          if (zscaler.user(name(user)) == null && !hadAccount.containsKey(user)) {
            zscaler.putUser(accountOf(name(user)));
          }
        });
  }

  /** A managed account is changed in the portal. */
  void drift(int number, Drift drift) {
    List<ZscalerUser> ours =
        zscaler.users().stream().filter(user -> people.contains(user.externalId())).toList();
    if (ours.isEmpty()) {
      return;
    }
    ZscalerUser user = ours.get(number % ours.size());
    isDrifted = true;
    switch (drift) {
      case RENAMED ->
          zscaler.editUser(user.userName(), account -> account.put("displayName", "By hand"));
      case DISABLED -> zscaler.editUser(user.userName(), account -> account.put("active", false));
      case ENABLED -> zscaler.editUser(user.userName(), account -> account.put("active", true));
      case DELETED -> zscaler.removeUser(user.userName());
      case REMOVED_FROM_GROUPS ->
          user.groupNames().forEach(group -> zscaler.removeMembers(group, user.userName()));
      case GROUP_DELETED -> user.groupNames().stream().findFirst().ifPresent(zscaler::removeGroup);
    }
  }

  /** A change in the portal. */
  enum Drift {
    RENAMED,
    DISABLED,
    ENABLED,
    DELETED,
    REMOVED_FROM_GROUPS,
    GROUP_DELETED
  }

  boolean isDrifted() {
    return isDrifted;
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
    environment.clock.advance(BETWEEN_CYCLES);
    return runGuarded(Operations::runCycle);
  }

  /** How a user loses access. */
  enum AccessLoss {
    BLOCKED,
    UNASSIGNED,
    DELETED,
    REMOVED_FROM_GROUP,
    GROUP_UNASSIGNED
  }

  /** A user loses access while a cycle is about to send a request; then a tick follows. */
  void loseAccessDuringCycle(int requests, int number, AccessLoss loss) {
    environment.concurrentEvent.planAfter(
        requests,
        () -> {
          switch (loss) {
            case BLOCKED -> setBlocked(number, true);
            case UNASSIGNED -> unassignUser(number);
            case DELETED -> deleteUser(number);
            case REMOVED_FROM_GROUP -> removeMember(number, number);
            case GROUP_UNASSIGNED -> unassignGroup(number);
          }
          recordScope();
          environment.program().tick();
        });
    cycle();
    environment.concurrentEvent.end();
  }

  /** {@code reconcile}. */
  void reconcile(boolean fix) {
    runGuarded(operations -> operations.reconcile(fix, false));
  }

  /** Runs a command that the safeguard controls. */
  private @Nullable CommandOutcome runGuarded(Function<Operations, CommandOutcome> command) {
    TargetSnapshot before = new TargetSnapshot(this);
    String heldBefore = heldCycle();
    CommandOutcome outcome = command(command);
    TargetSnapshot after = new TargetSnapshot(this);
    String heldAfter = heldCycle();
    boolean isApproved =
        approved != null && (approved.equals(heldBefore) || approved.equals(heldAfter));
    if (!isApproved) {
      assertThat(after.removedSince(before).size())
          .as("More removals than the threshold allows")
          .isLessThanOrEqualTo(setup.threshold());
    }
    if (!isApproved && heldBefore != null && heldBefore.equals(heldAfter)) {
      assertEquals(
          Set.of(), after.allRemovedSince(before), "Removals although the safeguard holds them");
    }
    return outcome;
  }

  /**
   * The id of the cycle whose removals the safeguard holds, also if they are approved and not
   * complete; null if there is none.
   */
  @Nullable String heldCycle() {
    return environment.heldCycle();
  }

  /** The number of parked objects. */
  int parkedCount() {
    return environment.parkedCount();
  }

  /** {@code approve} of the removals that are held now, if there are any. */
  void approve() {
    approved = heldCycle();
    String cycle = approved == null ? lastCycle(0) : approved;
    CommandOutcome outcome = command(operations -> operations.approve(cycle));
    if (approved == null && outcome != null) {
      assertEquals(1, outcome.getExitStatus(), outcome.getText());
    }
  }

  /** {@code refuse}. */
  void refuse() {
    String heldBefore = heldCycle();
    String cycle = heldBefore == null ? lastCycle(0) : heldBefore;
    CommandOutcome outcome = command(operations -> operations.refuse(cycle));
    if (outcome != null) {
      assertEquals(heldBefore == null ? 1 : 0, outcome.getExitStatus(), outcome.getText());
      assertNull(heldCycle(), "Refused, but still held");
    }
  }

  /** {@code restart}. */
  void restartReading() {
    String heldBefore = heldCycle();
    command(operations -> operations.restart(false));
    assertEquals(heldBefore, heldCycle(), "restart ended a hold");
  }

  private String lastCycle(int back) {
    return String.valueOf(status().path("lastCycle").path("id").asLong() - back);
  }

  /**
   * Runs a command.
   *
   * @return null if the program crashed during the command; it is running again then
   */
  @Nullable CommandOutcome command(Function<Operations, CommandOutcome> command) {
    environment.clock.advance(BETWEEN_COMMANDS);
    NeverTouchedObjects before = new NeverTouchedObjects(zscaler);
    CommandOutcome outcome = null;
    try {
      outcome = command.apply(environment.program().operations());
    } catch (RuntimeException e) {
      if (!environment.crash.hasCrashed()) {
        throw e;
      }
    }
    boolean crashed = environment.crash.hasCrashed();
    if (crashed) {
      environment.restart();
    }
    if (setup.neverTouched()) {
      before.assertSame(zscaler);
    }
    for (ZscalerUser user : zscaler.users()) {
      if (user.externalId() != null && people.contains(user.externalId())) {
        // An account that was handed over no longer belongs to its former owner.
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
    return crashed ? null : outcome;
  }

  /** How a person names an object to a command. */
  enum Naming {
    BY_ID,
    BY_NAME,
    BY_DISPLAY_NAME,
    UNKNOWN
  }

  /**
   * {@code provision} of any user or group that ever existed.
   *
   * @param dry {@code --plan}, which must write nothing
   */
  void provision(int number, Naming naming, boolean dry) {
    String name = nameForCommand(number, naming);
    int writes = zscaler.writes().size();
    command(operations -> operations.provision(name, dry));
    if (dry) {
      assertEquals(writes, zscaler.writes().size(), "provision --plan wrote");
    }
  }

  private String nameForCommand(int number, Naming naming) {
    List<String> all = new ArrayList<>(people);
    all.addAll(groups);
    if (all.isEmpty() || naming == Naming.UNKNOWN) {
      return "Unknown " + number;
    }
    String id = all.get(number % all.size());
    ObjectNode properties = entra.object(id);
    if (properties == null || naming == Naming.BY_ID) {
      return id;
    }
    String displayName = properties.path("displayName").asText();
    return naming == Naming.BY_NAME
        ? properties.path("userPrincipalName").asText(displayName)
        : displayName;
  }

  /** After a successful {@code provision} the user has the required values, without a cycle. */
  void provisionAndCheck(int number) {
    endAllFailures();
    environment.tenant.delta().delayedChanges(0);
    withUser(
        number,
        user -> {
          CommandOutcome outcome =
              Objects.requireNonNull(command(operations -> operations.provision(user, false)));
          // A change by hand in Zscaler is found by a reconciliation. After the state was lost, the
          // accounts of leavers are found by a cycle.
          if (outcome.getExitStatus() == 0 && !hasRestoredValues && !isDrifted && !isStateLost) {
            HistoryVerifier.verifyUser(this, user, outcome.getText());
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
    hasRestoredValues |= apply;
    wasEverUndone |= apply;
    CommandOutcome outcome = runGuarded(operations -> operations.undo(cycle, apply, false));
    if (!apply) {
      assertEquals(writes, zscaler.writes().size(), "undo without --apply wrote");
    }
    return outcome;
  }

  /** {@code undo last --apply} must restore the values before the cycle. */
  void undoAtOnce() {
    endAllFailures();
    environment.tenant.delta().delayedChanges(0);
    new UndoCheck(this).run();
  }

  private JsonNode status() {
    try {
      return MAPPER.readTree(environment.status());
    } catch (JsonProcessingException e) {
      throw new AssertionError("No status", e);
    }
  }

  /** Whether there may be restored values. */
  boolean hasRestoredValues() {
    return hasRestoredValues;
  }

  /** Whether undo may ever have reversed a change. */
  boolean wasEverUndone() {
    return wasEverUndone;
  }

  /** {@code retry} of one object by its id. */
  void retry(int number) {
    String id = nameForCommand(number, Naming.BY_ID);
    command(operations -> operations.retry(new String[] {id}, "", false));
  }

  /** Releases all restored values, as a changed mapping does. */
  void releaseRestoredValues() {
    Rules.MappingChoice other =
        rules.mapping() == Rules.MappingChoice.CLEARING
            ? Rules.MappingChoice.SHIPPED
            : Rules.MappingChoice.CLEARING;
    map(new Rules(other, rules.filter()));
    hasRestoredValues = false;
  }

  /** The Entra id of the user that the account belongs to; null if there is none. */
  @Nullable String owner(ZscalerUser user) {
    return owner(user.externalId(), user.id(), hadAccount);
  }

  /** The Entra id of the group; null if there is none. */
  @Nullable String owner(ZscalerGroup group) {
    return owner(group.externalId(), group.id(), hadGroup);
  }

  /** Undo may have removed the externalId that an adopted object got. */
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

  /**
   * {@code plan} must say what the next cycle does, or what {@code apply} does if it follows at
   * once.
   */
  void planAndCompare(boolean applied) {
    endAllFailures();
    environment.tenant.delta().delayedChanges(0);
    new PlanCheck(this).run(applied);
  }

  /** {@code plan --save}, which must write nothing. */
  void savePlan() {
    int writes = zscaler.writes().size();
    CommandOutcome outcome = command(operations -> operations.plan(true));
    assertEquals(writes, zscaler.writes().size(), "plan wrote");
    if (outcome != null && outcome.getText().startsWith("{")) {
      savedPlan = outcome.getText();
    }
  }

  /**
   * {@code apply} of the saved plan, whatever has changed since.
   *
   * @param twice whether it is applied twice, without failures
   */
  void apply(boolean twice) {
    if (savedPlan != null) {
      ApplyCheck check = new ApplyCheck(this, savedPlan);
      if (twice) {
        check.runTwice();
      } else {
        check.run();
      }
    }
  }

  void endAllFailures() {
    endFailures();
    refusals.end();
    zscaler.faults().clear();
    if (rules.mapping() == Rules.MappingChoice.FAILING) {
      map(new Rules(Rules.MappingChoice.SHIPPED, rules.filter()));
    }
  }

  /** Ends the temporary failures; refusals stay. */
  private void endFailures() {
    environment.tenant.faults().clear();
    if (failure != null) {
      failure.stop();
    }
    environment.crash.reset();
  }

  // ---- refusals of the target ----------------------------------------------------------------

  Refusals refusals() {
    return refusals;
  }

  /** What the target refuses until {@link #endAllFailures}. */
  enum RefusalKind {
    VALUE,
    MEMBER,
    USER_DELETION,
    GROUP_DELETION,
    USER_NAME,
    GROUP_NAME
  }

  /** The target starts to refuse something. A refused name is the next new name. */
  void refuse(RefusalKind refused, int number, int status) {
    switch (refused) {
      case VALUE -> refusals.refuseValue(400, "invalidValue", number % 2 == 0 ? "Research" : "Ada");
      case MEMBER ->
          pick(number, List.copyOf(hadAccount.values()), id -> refusals.refuseMember(400, id));
      case USER_DELETION ->
          pick(number, List.copyOf(hadAccount.values()), id -> refusals.refuseDeletion(status, id));
      case GROUP_DELETION ->
          pick(number, List.copyOf(hadGroup.values()), id -> refusals.refuseDeletion(status, id));
      case USER_NAME -> {
        refusals.refuseValue(409, "uniqueness", "p" + (names + 1) + "@example.com");
        renameUser(number);
      }
      case GROUP_NAME -> {
        refusals.refuseValue(409, "uniqueness", "Group " + (names + 1));
        renameGroup(number);
      }
    }
  }

  /** A row of the mapping has no result for many users, until {@link #endAllFailures}. */
  void failRow() {
    map(new Rules(Rules.MappingChoice.FAILING, rules.filter()));
  }

  /** A refusal blocks only the refused change; no user keeps access because of it. */
  void cycleDuringRefusals() {
    if (!refusals.isActive() && rules.mapping() != Rules.MappingChoice.FAILING) {
      return;
    }
    endFailures();
    environment.tenant.delta().delayedChanges(0);
    cycle();
    cycle();
    if (heldCycle() == null && !hasRestoredValues && !isDrifted && !isStateLost) {
      HistoryVerifier.verifyDuringRefusals(this);
    }
  }

  void loseState() {
    isStateLost = true;
    environment.loseState();
  }

  /**
   * Requests to Zscaler fail. An earlier failure ends, because otherwise the program waits for
   * minutes.
   */
  void failZscaler(int skipped, int times, Fault fault) {
    hadFailures = true;
    if (failure != null) {
      failure.stop();
    }
    failure = zscaler.faults().after(skipped, times, RecordedRequest.any(), fault);
  }

  void crashAfterCalls(int calls) {
    hadFailures = true;
    environment.crash.crashAfterCalls(calls);
  }

  /** The program crashes within or between transactions. */
  void crashAfterStatements(int statements) {
    hadFailures = true;
    environment.crash.crashAfterStatements(statements);
  }

  /** Whether an answer of Zscaler may ever have been lost. */
  boolean hadFailures() {
    return hadFailures;
  }

  boolean isStateLost() {
    return isStateLost;
  }

  void set(Setup changed) {
    setup = changed;
    wasNeverTouchUsed |= changed.neverTouched();
    mayHaveDeleted |=
        changed.deprovision() == Setup.Deprovision.DELETE
            || changed.deprovisionGroups() == Setup.DeprovisionGroups.DELETE;
    environment.changeSettings(changed.settings());
  }

  /** Whether {@code zscaler.never-touch} ever named an object of Entra. */
  boolean wasNeverTouchUsed() {
    return wasNeverTouchUsed;
  }

  /** Whether leaving the scope could ever delete an object. */
  boolean mayHaveDeleted() {
    return mayHaveDeleted;
  }

  Setup setup() {
    return setup;
  }

  void map(Rules changed) {
    Rules before = rules;
    rules = changed;
    if (before.mapping() != changed.mapping()) {
      environment.edit(
          new TestEnvironment.Edit(
              "user-mapping.camel.yaml", changed.mapping().what, changed.mapping().with));
    }
    if (before.filter() != changed.filter()) {
      environment.edit(
          new TestEnvironment.Edit("scope.camel.yaml", "'ALL'", changed.filter().text));
    }
  }
}
