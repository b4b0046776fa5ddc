package org.entrazscaler.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.jspecify.annotations.Nullable;

/** Completes a history and reports each difference from the expectation. */
final class HistoryVerifier {

  private static final int MOST_CYCLES = 6;
  private static final Duration LONGEST_RETRY = Duration.ofHours(25);

  private final History history;
  private final Expectation expectation;
  private final List<String> differences = new ArrayList<>();
  private final Map<String, ZscalerUser> accounts = new HashMap<>();
  private final Map<String, ZscalerGroup> targetGroups = new HashMap<>();

  private HistoryVerifier(History history) {
    this.history = history;
    this.expectation = history.expectation();
  }

  /** Ends all failures, lets time pass, and checks that everything is as expected. */
  static void verify(History history) {
    if (history.hasRestoredValues()) {
      HistoryVerifier withRestoredValues = new HistoryVerifier(history);
      withRestoredValues.runUntilComplete();
      withRestoredValues.assertNoDifference("\nWhile there are restored values");
      history.releaseRestoredValues();
    }
    HistoryVerifier verifier = new HistoryVerifier(history);
    verifier.runUntilComplete();
    verifier.compare();
    verifier.assertNoDifference("");
  }

  /** Checks one user now; other objects may be pending. */
  static void verifyUser(History history, String user, String context) {
    HistoryVerifier verifier = new HistoryVerifier(history);
    verifier.readTarget();
    verifier.compareUser(user);
    verifier.assertNoDifference("\n" + context);
  }

  /**
   * While something is refused, everything that is not refused is as expected: no user keeps access
   * because of a refusal.
   */
  static void verifyDuringRefusals(History history) {
    HistoryVerifier verifier = new HistoryVerifier(history);
    verifier.readTarget();
    history.people.forEach(verifier::compareUserDuringRefusals);
    history.groups.forEach(verifier::compareGroupDuringRefusals);
    verifier.assertNoDifference("\nWhile something is refused");
  }

  private void compareUserDuringRefusals(String user) {
    JsonNode source = history.entra.object(user);
    ZscalerUser account = accounts.get(user);
    if (isNeverTouched(
        source, "userPrincipalName", Setup.USER, account == null ? null : account.userName())) {
      return;
    }
    boolean deletionRefused = account != null && history.refusals().isDeletionRefused(account.id());
    if (account != null
        && account.active()
        && !expectation.needsActiveAccount(user)
        && !(deletionRefused && history.environment.isDisablingDeletion())) {
      differences.add("Keeps access: " + user);
    }
    if (!deletionRefused && source != null && !history.refusals().hasRefusedValue(source)) {
      compareUser(user);
    }
  }

  private void compareGroupDuringRefusals(String group) {
    ZscalerGroup current = targetGroups.get(group);
    JsonNode source = history.entra.object(group);
    if (current == null
        || hasGroupNameConflict(group)
        || isNeverTouched(source, "displayName", Setup.GROUP, current.displayName())) {
      return;
    }
    boolean inScope = expectation.isGroupInScope(group);
    if (!inScope
        && history.setup().deprovisionGroups() == Setup.DeprovisionGroups.KEEP
        && source != null) {
      return;
    }
    Set<String> wanted = new TreeSet<>();
    if (inScope) {
      expectation.members(group).stream()
          .filter(user -> expectation.needsMemberships(user) && accounts.containsKey(user))
          .map(accounts::get)
          .forEach(account -> wanted.add(account.userName()));
    }
    Set<String> surplus = new TreeSet<>(current.memberUserNames());
    surplus.removeAll(wanted);
    surplus.removeAll(history.foreignMembers(current.id()));
    surplus.remove(Setup.USER);
    if (!surplus.isEmpty()) {
      differences.add("Members that keep access in " + group + ": " + surplus);
    }
    if (inScope) {
      wanted.removeAll(current.memberUserNames());
      wanted.removeIf(name -> isMembershipRefused(name) || name.equals(Setup.USER));
      if (!wanted.isEmpty()) {
        differences.add("Missing in " + group + ": " + wanted);
      }
    }
  }

  private boolean isMembershipRefused(String userName) {
    ZscalerUser user = history.zscaler.user(userName);
    return user != null && history.refusals().isMembershipRefused(user.id());
  }

  private void assertNoDifference(String context) {
    if (!differences.isEmpty()) {
      throw new AssertionError(
          String.join("\n", differences)
              + context
              + "\nParked: "
              + history.environment.parked()
              + "\nUsers: "
              + history.people
              + "\nZscaler has "
              + history.zscaler.users()
              + "\n"
              + history.zscaler.groups());
    }
  }

  private void runUntilComplete() {
    history.endAllFailures();
    history.environment.tenant.delta().delayedChanges(0);
    history.cycle();
    history.environment.clock.advance(LONGEST_RETRY);
    history.command(operations -> operations.retry(new String[0], "", true));
    if (history.isDrifted()) {
      history.command(operations -> operations.reconcile(true, false));
    }
    for (int cycles = 0; cycles < MOST_CYCLES; cycles++) {
      approveAll();
      int before = history.zscaler.writes().size();
      CommandOutcome outcome = Objects.requireNonNull(history.cycle());
      if (history.zscaler.writes().size() == before) {
        if (hasNameConflict()
            || (history.hasRestoredValues() || history.wasNeverTouchUsed())
                && history.parkedCount() > 0) {
          // Another object may have a name that undo restored or that must not be changed.
          return;
        }
        if (outcome.getExitStatus() != 0) {
          differences.add("The last cycle did not complete everything: " + outcome.getText());
        }
        reconcile();
        return;
      }
    }
    differences.add("Each of " + MOST_CYCLES + " cycles wrote without a change in Entra");
  }

  /**
   * The number of current removals may have changed since it was shown, so that a new approval is
   * needed.
   */
  private void approveAll() {
    for (int times = 0; history.heldCycle() != null; times++) {
      if (times > MOST_CYCLES) {
        differences.add("Approved " + times + " times, but still held");
        return;
      }
      history.approve();
    }
  }

  /**
   * Whether an object out of scope has a required name in the target. A person must resolve that.
   */
  private boolean hasNameConflict() {
    return history.people.stream().anyMatch(this::hasNameConflict)
        || history.groups.stream().anyMatch(this::hasGroupNameConflict);
  }

  private boolean hasNameConflict(String user) {
    return hasNameConflict(user, new HashSet<>());
  }

  /**
   * Also true if the name belongs to an object that cannot give it up, and for exchanged names
   * where a new name creates a new account.
   */
  private boolean hasNameConflict(String user, Set<String> visited) {
    JsonNode properties = history.entra.object(user);
    ZscalerUser holder =
        properties == null
            ? null
            : history.zscaler.user(properties.path("userPrincipalName").asText());
    String owner = holder == null ? null : history.owner(holder);
    return isKeptOutOfScope(user, owner, expectation::isUserInScope)
        || holder != null && owner == null && hasAnotherAccount(user)
        || owner != null
            && !owner.equals(user)
            && (visited.add(user)
                ? hasNameConflict(owner, visited)
                : history.environment.isRenamingReplacement());
  }

  /** The account of the user cannot get the name of an account that another tool created. */
  private boolean hasAnotherAccount(String user) {
    return history.zscaler.users().stream()
        .anyMatch(account -> user.equals(history.owner(account)));
  }

  private boolean hasAnotherGroup(String group) {
    return history.zscaler.groups().stream().anyMatch(one -> group.equals(history.owner(one)));
  }

  private boolean hasGroupNameConflict(String group) {
    return hasGroupNameConflict(group, new HashSet<>());
  }

  private boolean hasGroupNameConflict(String group, Set<String> visited) {
    JsonNode properties = history.entra.object(group);
    ZscalerGroup holder =
        properties == null ? null : history.zscaler.group(properties.path("displayName").asText());
    String owner = holder == null ? null : history.owner(holder);
    return isKeptOutOfScope(group, owner, expectation::isGroupInScope)
        || holder != null && owner == null && hasAnotherGroup(group)
        || owner != null
            && !owner.equals(group)
            && visited.add(group)
            && hasGroupNameConflict(owner, visited);
  }

  private boolean isKeptOutOfScope(
      String other, @Nullable String owner, Predicate<String> inScope) {
    return owner != null
        && !owner.equals(other)
        && (history.entra.kindOf(owner) != null || history.isStateLost())
        && !inScope.test(owner);
  }

  private void reconcile() {
    int before = history.zscaler.writes().size();
    CommandOutcome outcome =
        Objects.requireNonNull(history.command(o -> o.reconcile(false, false)));
    if (outcome.getExitStatus() != 0) {
      differences.add("reconcile finds a difference: " + outcome.getText());
    }
    if (history.zscaler.writes().size() > before) {
      differences.add("reconcile wrote without --fix");
    }
  }

  private void readTarget() {
    for (ZscalerUser user : history.zscaler.users()) {
      String owner = history.owner(user);
      if (owner != null && accounts.put(owner, user) != null) {
        differences.add("Two accounts for " + owner);
      }
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      String owner = history.owner(group);
      if (owner != null && targetGroups.put(owner, group) != null) {
        differences.add("Two groups for " + owner);
      }
    }
  }

  private void compare() {
    readTarget();
    history.people.forEach(this::compareUser);
    history.groups.forEach(this::compareGroup);
    history
        .foreign()
        .forEach(
            (name, attributes) -> {
              ZscalerUser now = history.zscaler.user(name);
              if (now == null || !now.attributes().equals(attributes)) {
                differences.add("A foreign account was changed: " + name + " is " + now);
              }
            });
    history.zscaler.doubledWrites().stream()
        .filter(write -> !mayRepeatMembers(write) && !followsEnabling(write))
        .forEach(write -> differences.add("Written twice: " + write));
    checkRepetitions();
  }

  /**
   * Members are sent again if the answer was lost, or not recorded before a crash, and the product
   * does not show the members of a group. The repeated request changes nothing.
   */
  private boolean mayRepeatMembers(RecordedRequest write) {
    return history.hadFailures()
        && !history.environment.groupsShowMembers()
        && write.method().equals("PATCH")
        && write.path().startsWith("/Groups/");
  }

  /**
   * Memberships are written again when an account is enabled, because Zscaler may have dropped
   * them.
   */
  private boolean followsEnabling(RecordedRequest write) {
    boolean enabled = false;
    for (RecordedRequest earlier : history.zscaler.writes()) {
      if (earlier.number() == write.number()) {
        return enabled;
      }
      if (earlier.path().equals(write.path()) && earlier.body().equals(write.body())) {
        enabled = false;
      } else if (earlier.path().startsWith("/Users/")) {
        enabled |= write.body().contains(earlier.path().substring("/Users/".length()));
      }
    }
    return false;
  }

  /** A write that took effect without an answer is repeated only after a lookup. */
  private void checkRepetitions() {
    Map<String, RecordedRequest> unanswered = new HashMap<>();
    for (RecordedRequest request : history.zscaler.requests()) {
      if (!request.writes()) {
        unanswered.values().removeIf(write -> write.path().startsWith(request.path()));
        continue;
      }
      String write = request.method() + " " + request.path() + " " + request.body();
      if (unanswered.containsKey(write)) {
        differences.add("Written again without a lookup: " + request);
      }
      if (request.applied() && !request.answeredWithSuccess()) {
        unanswered.put(write, request);
      }
    }
  }

  private void compareUser(String user) {
    if (hasNameConflict(user)
        || isNeverTouched(
            history.entra.object(user),
            "userPrincipalName",
            Setup.USER,
            accounts.containsKey(user) ? accounts.get(user).userName() : null)) {
      return;
    }
    ZscalerUser account = accounts.get(user);
    boolean inScope = expectation.isUserInScope(user);
    boolean needsActive = inScope && expectation.isEnabled(user);
    if (needsActive && account == null) {
      differences.add("No account for " + user);
    } else if (account != null
        && account.active() != expectation.needsActiveAccount(user)
        && !(history.isStateLost() && history.entra.kindOf(user) == null)
        && !isUnknownAndKept(user, account)) {
      differences.add((account.active() ? "Still active: " : "Not active: ") + user);
    }
    if (account != null && !history.everInScope.contains(user)) {
      differences.add("Never in scope, but has an account: " + user);
    }
    boolean purged = history.entra.kindOf(user) == null;
    boolean deletes = !inScope && history.setup().deprovision() == Setup.Deprovision.DELETE;
    if (account != null && (purged || deletes) && !history.isStateLost()) {
      differences.add("The account should be deleted: " + user);
    }
    if (account == null && !purged && history.hadAccount.containsKey(user) && !mayBeDeleted()) {
      differences.add("The account is missing: " + user);
    }
    if (needsActive && account != null) {
      compareAttributes(user, account);
    }
  }

  /**
   * Whether the account was disabled by hand and {@code provisioning.deprovision} is {@code keep}:
   * once the state is lost, the program does not know that it manages the account, and there is no
   * access to remove.
   */
  private boolean isUnknownAndKept(String user, ZscalerUser account) {
    return history.isStateLost()
        && !account.active()
        && !expectation.isUserInScope(user)
        && history.setup().deprovision() == Setup.Deprovision.KEEP;
  }

  private boolean mayBeDeleted() {
    return history.environment.isDisablingDeletion()
        || history.mayHaveDeleted()
        || history.isDrifted();
  }

  private void compareAttributes(String user, ZscalerUser account) {
    history
        .rules()
        .attributes(history.entra.object(user))
        .forEach(
            (path, value) -> {
              String current = read(account, path);
              if (!Objects.equals(current, value)) {
                differences.add(path + " of " + user + " is " + current + ", not " + value);
              }
            });
    String manager = history.entra.managerId(user);
    if (history.rules().mapping() == Rules.MappingChoice.MANAGER
        && manager != null
        && accounts.containsKey(manager)
        && expectation.isUserInScope(manager)) {
      String current =
          account.attributes().path(Rules.ENTERPRISE).path("manager").path("value").textValue();
      if (!accounts.get(manager).id().equals(current)) {
        differences.add("The manager of " + user + " is " + current + ", not " + manager);
      }
    }
  }

  private static @Nullable String read(ZscalerUser account, String path) {
    if (path.startsWith(Rules.ENTERPRISE)) {
      String name = path.substring(Rules.ENTERPRISE.length() + 1);
      return account.attributes().path(Rules.ENTERPRISE).path(name).textValue();
    }
    JsonNode node = account.attributes();
    for (String name : path.split("\\.")) {
      node = node.path(name);
    }
    return node.textValue();
  }

  private void compareGroup(String group) {
    ZscalerGroup current = targetGroups.get(group);
    if (hasGroupNameConflict(group)
        || isNeverTouched(
            history.entra.object(group),
            "displayName",
            Setup.GROUP,
            current == null ? null : current.displayName())) {
      return;
    }
    boolean inScope = expectation.isGroupInScope(group);
    if (current == null) {
      if (inScope) {
        differences.add("No group for " + group);
      } else if (history.hadGroup.containsKey(group)
          && history.entra.kindOf(group) != null
          && !history.mayHaveDeleted()
          && !history.isDrifted()) {
        differences.add("The group is missing: " + group);
      }
      return;
    }
    if (!history.everInScope.contains(group)) {
      differences.add("Never in scope, but exists: " + group);
    }
    if (!inScope && history.isStateLost()) {
      // Without the state the program does not know that it managed this group.
      return;
    }
    if (history.entra.kindOf(group) == null) {
      if (history.wasEverUndone()) {
        // Undo created it again; it belongs to no object in Entra.
        return;
      }
      differences.add("Deleted in Entra, but still exists: " + group);
    }
    if (!inScope && history.setup().deprovisionGroups() == Setup.DeprovisionGroups.DELETE) {
      differences.add("Should be deleted: " + group);
    }
    if (!inScope && history.setup().deprovisionGroups() == Setup.DeprovisionGroups.KEEP) {
      return;
    }
    Set<String> members = new TreeSet<>(history.foreignMembers(current.id()));
    if (inScope) {
      String name = history.entra.object(group).path("displayName").asText();
      if (!current.displayName().equals(name)) {
        differences.add("The name of " + group + " is " + current.displayName() + ", not " + name);
      }
      expectation.members(group).stream()
          .filter(user -> expectation.needsMemberships(user) && accounts.containsKey(user))
          .forEach(user -> members.add(accounts.get(user).userName()));
    }
    if (history.isStateLost()) {
      // Members that the program added before the state was lost count as foreign.
      current.memberUserNames().stream().forEach(members::add);
    }
    if (history.isDrifted() || history.isStateLost()) {
      // A disabled account may be missing from its groups; it is added again when it is enabled.
      members.removeIf(name -> !current.memberUserNames().contains(name) && isDisabled(name));
    }
    Set<String> present = new TreeSet<>(current.memberUserNames());
    if (history.wasNeverTouchUsed()) {
      members.remove(Setup.USER);
      present.remove(Setup.USER);
    }
    if (!members.equals(present)) {
      differences.add(
          "The members of " + group + " are " + current.memberUserNames() + ", not " + members);
    }
  }

  /** Whether {@code zscaler.never-touch} names the current or the required name. */
  private boolean isNeverTouched(
      @Nullable JsonNode source, String property, String name, @Nullable String current) {
    return history.wasNeverTouchUsed()
        && (name.equals(current)
            || source != null && name.equals(source.path(property).textValue()));
  }

  private boolean isDisabled(String userName) {
    ZscalerUser user = history.zscaler.user(userName);
    return user != null && !user.active();
  }
}
