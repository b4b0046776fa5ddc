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

/** Brings a history to its end, and says all that is not as it should be. */
final class Judgement {

  private static final int MOST_CYCLES = 6;
  private static final Duration LONGEST_RETRY = Duration.ofHours(25);

  private final History history;
  private final Expectation expectation;
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, ZscalerUser> accounts = new HashMap<>();
  private final Map<String, ZscalerGroup> targetGroups = new HashMap<>();

  private Judgement(History history) {
    this.history = history;
    this.expectation = history.expectation();
  }

  /** Nothing fails any more, time goes by, and everything must come right. */
  static void of(History history) {
    if (history.undone()) {
      Judgement held = new Judgement(history);
      held.settle();
      held.pronounce("\nWhile undone values are held");
      history.letGo();
    }
    Judgement judgement = new Judgement(history);
    judgement.settle();
    judgement.compare();
    judgement.pronounce("");
  }

  /** One user is as he should be now, whatever is to be done about others. */
  static void ofUser(History history, String user, String said) {
    Judgement judgement = new Judgement(history);
    judgement.lookAtTarget();
    judgement.compareUser(user);
    judgement.pronounce("\n" + said);
  }

  /**
   * While something is refused, all that is not refused itself is as it should be: nobody keeps
   * access because of it.
   */
  static void whileRefused(History history) {
    Judgement judgement = new Judgement(history);
    judgement.lookAtTarget();
    history.people.forEach(judgement::compareUserWhileRefused);
    history.groups.forEach(judgement::compareGroupWhileRefused);
    judgement.pronounce("\nWhile something is refused");
  }

  private void compareUserWhileRefused(String user) {
    JsonNode source = history.entra.object(user);
    ZscalerUser account = accounts.get(user);
    if (untouched(
        source, "userPrincipalName", Setup.USER, account == null ? null : account.userName())) {
      return;
    }
    boolean deletionRefused = account != null && history.refusals().deletionOf(account.id());
    if (account != null
        && account.active()
        && !expectation.active(user)
        && !(deletionRefused && history.site.disablingDeletes())) {
      wrong.add("Keeps access: " + user);
    }
    if (!deletionRefused && source != null && !history.refusals().concern(source)) {
      compareUser(user);
    }
  }

  private void compareGroupWhileRefused(String group) {
    ZscalerGroup held = targetGroups.get(group);
    JsonNode source = history.entra.object(group);
    if (held == null
        || groupConflict(group)
        || untouched(source, "displayName", Setup.GROUP, held.displayName())) {
      return;
    }
    boolean inScope = expectation.groupInScope(group);
    if (!inScope && history.setup().groupsLeaving() == Setup.GroupsLeaving.KEEP && source != null) {
      return;
    }
    Set<String> wanted = new TreeSet<>();
    if (inScope) {
      expectation.members(group).stream()
          .filter(user -> expectation.member(user) && accounts.containsKey(user))
          .map(accounts::get)
          .forEach(account -> wanted.add(account.userName()));
    }
    Set<String> surplus = new TreeSet<>(held.memberUserNames());
    surplus.removeAll(wanted);
    surplus.removeAll(history.foreignMembers(held.id()));
    surplus.remove(Setup.USER);
    if (!surplus.isEmpty()) {
      wrong.add("Keep access by " + group + ": " + surplus);
    }
    if (inScope) {
      wanted.removeAll(held.memberUserNames());
      wanted.removeIf(name -> refused(name) || name.equals(Setup.USER));
      if (!wanted.isEmpty()) {
        wrong.add("Missing in " + group + ": " + wanted);
      }
    }
  }

  private boolean refused(String userName) {
    ZscalerUser user = history.zscaler.user(userName);
    return user != null && history.refusals().membershipOf(user.id());
  }

  private void pronounce(String said) {
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          String.join("\n", wrong)
              + said
              + "\nParked: "
              + history.site.parked()
              + "\nPeople: "
              + history.people
              + "\nZscaler holds "
              + history.zscaler.users()
              + "\n"
              + history.zscaler.groups());
    }
  }

  private void settle() {
    history.endTrouble();
    history.site.tenant.delta().delayedChanges(0);
    history.cycle();
    history.site.clock.advance(LONGEST_RETRY);
    history.command(operations -> operations.retry(new String[0], "", true));
    if (history.drifted()) {
      history.command(operations -> operations.reconcile(true, false));
    }
    for (int cycles = 0; cycles < MOST_CYCLES; cycles++) {
      approve();
      int before = history.zscaler.writes().size();
      CommandOutcome outcome = Objects.requireNonNull(history.cycle());
      if (history.zscaler.writes().size() == before) {
        if (conflict() || (history.undone() || history.everUntouched()) && history.parked() > 0) {
          // A name that undo has restored, or nobody may change, may be another one's by now.
          return;
        }
        if (outcome.getExitStatus() != 0) {
          wrong.add("The last cycle has left something: " + outcome.getText());
        }
        reconcile();
        return;
      }
    }
    wrong.add("Each of " + MOST_CYCLES + " cycles without any change in Entra has written");
  }

  /** Of what a safeguard holds the numbers may have changed since they were shown. */
  private void approve() {
    for (int times = 0; history.held() != null; times++) {
      if (times > MOST_CYCLES) {
        wrong.add("Approved " + times + " times, and still held");
        return;
      }
      history.approve();
    }
  }

  /** A name that somebody out of scope still has in the target: left to a person. */
  private boolean conflict() {
    return history.people.stream().anyMatch(this::conflict)
        || history.groups.stream().anyMatch(this::groupConflict);
  }

  private boolean conflict(String user) {
    return conflict(user, new HashSet<>());
  }

  /**
   * Also one whose name is that of another one who cannot leave it, and those who exchange their
   * names where another name makes another account.
   */
  private boolean conflict(String user, Set<String> before) {
    JsonNode properties = history.entra.object(user);
    ZscalerUser holder =
        properties == null
            ? null
            : history.zscaler.user(properties.path("userPrincipalName").asText());
    String owner = holder == null ? null : history.owner(holder);
    return keeps(user, owner, expectation::userInScope)
        || holder != null && owner == null && hasAnotherAccount(user)
        || owner != null
            && !owner.equals(user)
            && (before.add(user) ? conflict(owner, before) : history.site.renamingDeletes());
  }

  /** An account of its own cannot get the name of one that another tool has made. */
  private boolean hasAnotherAccount(String user) {
    return history.zscaler.users().stream()
        .anyMatch(account -> user.equals(history.owner(account)));
  }

  private boolean hasAnotherGroup(String group) {
    return history.zscaler.groups().stream().anyMatch(one -> group.equals(history.owner(one)));
  }

  private boolean groupConflict(String group) {
    return groupConflict(group, new HashSet<>());
  }

  private boolean groupConflict(String group, Set<String> before) {
    JsonNode properties = history.entra.object(group);
    ZscalerGroup holder =
        properties == null ? null : history.zscaler.group(properties.path("displayName").asText());
    String owner = holder == null ? null : history.owner(holder);
    return keeps(group, owner, expectation::groupInScope)
        || holder != null && owner == null && hasAnotherGroup(group)
        || owner != null
            && !owner.equals(group)
            && before.add(group)
            && groupConflict(owner, before);
  }

  private boolean keeps(String other, @Nullable String owner, Predicate<String> inScope) {
    return owner != null
        && !owner.equals(other)
        && (history.entra.kindOf(owner) != null || history.stateLost())
        && !inScope.test(owner);
  }

  private void reconcile() {
    int before = history.zscaler.writes().size();
    CommandOutcome outcome =
        Objects.requireNonNull(history.command(o -> o.reconcile(false, false)));
    if (outcome.getExitStatus() != 0) {
      wrong.add("reconcile finds a difference: " + outcome.getText());
    }
    if (history.zscaler.writes().size() > before) {
      wrong.add("reconcile has written without being told to repair");
    }
  }

  private void lookAtTarget() {
    for (ZscalerUser user : history.zscaler.users()) {
      String owner = history.owner(user);
      if (owner != null && accounts.put(owner, user) != null) {
        wrong.add("Two accounts of " + owner);
      }
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      String owner = history.owner(group);
      if (owner != null && targetGroups.put(owner, group) != null) {
        wrong.add("Two groups of " + owner);
      }
    }
  }

  private void compare() {
    lookAtTarget();
    history.people.forEach(this::compareUser);
    history.groups.forEach(this::compareGroup);
    history
        .foreign()
        .forEach(
            (name, attributes) -> {
              ZscalerUser now = history.zscaler.user(name);
              if (now == null || !now.attributes().equals(attributes)) {
                wrong.add("A foreign account was touched: " + name + " is " + now);
              }
            });
    history.zscaler.doubledWrites().stream()
        .filter(write -> !membersUnseen(write) && !ofWhoWasEnabled(write))
        .forEach(write -> wrong.add("Written twice: " + write));
    repeatedUnasked();
  }

  /**
   * Members whose answer was lost, or not recorded by a program that died, are sent again where the
   * group cannot be asked who its members are: it changes nothing that it has changed already.
   */
  private boolean membersUnseen(RecordedRequest write) {
    return history.troubled()
        && !history.site.groupsShowMembers()
        && write.method().equals("PATCH")
        && write.path().startsWith("/Groups/");
  }

  /** Memberships are written anew on enabling, because Zscaler may have dropped them. */
  private boolean ofWhoWasEnabled(RecordedRequest write) {
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

  /** A write that took effect without an answer is sent again only after a question. */
  private void repeatedUnasked() {
    Map<String, RecordedRequest> unanswered = new HashMap<>();
    for (RecordedRequest request : history.zscaler.requests()) {
      if (!request.writes()) {
        unanswered.values().removeIf(write -> write.path().startsWith(request.path()));
        continue;
      }
      String write = request.method() + " " + request.path() + " " + request.body();
      if (unanswered.containsKey(write)) {
        wrong.add("Written again without a question: " + request);
      }
      if (request.applied() && !request.answeredWithSuccess()) {
        unanswered.put(write, request);
      }
    }
  }

  private void compareUser(String user) {
    if (conflict(user)
        || untouched(
            history.entra.object(user),
            "userPrincipalName",
            Setup.USER,
            accounts.containsKey(user) ? accounts.get(user).userName() : null)) {
      return;
    }
    ZscalerUser account = accounts.get(user);
    boolean inScope = expectation.userInScope(user);
    boolean wantsActive = inScope && expectation.enabled(user);
    if (wantsActive && account == null) {
      wrong.add("No account of " + user);
    } else if (account != null
        && account.active() != expectation.active(user)
        && !(history.stateLost() && history.entra.kindOf(user) == null)
        && !unknownAndKept(user, account)) {
      wrong.add((account.active() ? "Still active: " : "Not active: ") + user);
    }
    if (account != null && !history.everInScope.contains(user)) {
      wrong.add("Never was in scope, and has an account: " + user);
    }
    boolean purged = history.entra.kindOf(user) == null;
    boolean deletes = !inScope && history.setup().leaving() == Setup.Leaving.DELETE;
    if (account != null && (purged || deletes) && !history.stateLost()) {
      wrong.add("Has an account that should be deleted: " + user);
    }
    if (account == null && !purged && history.hadAccount.containsKey(user) && !mayBeDeleted()) {
      wrong.add("The account is gone: " + user);
    }
    if (wantsActive && account != null) {
      compareAttributes(user, account);
    }
  }

  /**
   * Whom leaving the scope would keep as he is, and who was disabled by hand: once the state is
   * lost, nothing tells that the account is ours, and nothing has to be taken away.
   */
  private boolean unknownAndKept(String user, ZscalerUser account) {
    return history.stateLost()
        && !account.active()
        && !expectation.userInScope(user)
        && history.setup().leaving() == Setup.Leaving.KEEP;
  }

  private boolean mayBeDeleted() {
    return history.site.disablingDeletes() || history.everDeleting() || history.drifted();
  }

  private void compareAttributes(String user, ZscalerUser account) {
    history
        .rules()
        .attributes(history.entra.object(user))
        .forEach(
            (path, value) -> {
              String held = read(account, path);
              if (!Objects.equals(held, value)) {
                wrong.add(path + " of " + user + " is " + held + " and not " + value);
              }
            });
    String manager = history.entra.managerId(user);
    if (history.rules().mapping() == Rules.MappingChoice.MANAGER
        && manager != null
        && accounts.containsKey(manager)
        && expectation.userInScope(manager)) {
      String held =
          account.attributes().path(Rules.ENTERPRISE).path("manager").path("value").textValue();
      if (!accounts.get(manager).id().equals(held)) {
        wrong.add("The manager of " + user + " is " + held + " and not " + manager);
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
    ZscalerGroup held = targetGroups.get(group);
    if (groupConflict(group)
        || untouched(
            history.entra.object(group),
            "displayName",
            Setup.GROUP,
            held == null ? null : held.displayName())) {
      return;
    }
    boolean inScope = expectation.groupInScope(group);
    if (held == null) {
      if (inScope) {
        wrong.add("No group of " + group);
      } else if (history.hadGroup.containsKey(group)
          && history.entra.kindOf(group) != null
          && !history.everDeleting()
          && !history.drifted()) {
        wrong.add("The group is gone: " + group);
      }
      return;
    }
    if (!history.everInScope.contains(group)) {
      wrong.add("Never was in scope, and is there: " + group);
    }
    if (!inScope && history.stateLost()) {
      // Of a group that is nobody's any more nothing is known.
      return;
    }
    if (history.entra.kindOf(group) == null) {
      if (history.everUndone()) {
        // Made anew by undo, it is nobody's.
        return;
      }
      wrong.add("Deleted in Entra, and still there: " + group);
    }
    if (!inScope && history.setup().groupsLeaving() == Setup.GroupsLeaving.DELETE) {
      wrong.add("Should be deleted: " + group);
    }
    if (!inScope && history.setup().groupsLeaving() == Setup.GroupsLeaving.KEEP) {
      return;
    }
    Set<String> members = new TreeSet<>(history.foreignMembers(held.id()));
    if (inScope) {
      String name = history.entra.object(group).path("displayName").asText();
      if (!held.displayName().equals(name)) {
        wrong.add("The name of " + group + " is " + held.displayName() + " and not " + name);
      }
      expectation.members(group).stream()
          .filter(user -> expectation.member(user) && accounts.containsKey(user))
          .forEach(user -> members.add(accounts.get(user).userName()));
    }
    if (history.stateLost()) {
      // Whom we put there before counts as put there by somebody else.
      held.memberUserNames().stream().forEach(members::add);
    }
    if (history.drifted() || history.stateLost()) {
      // A disabled account may lack its groups; it is given them when it is enabled again.
      members.removeIf(name -> !held.memberUserNames().contains(name) && disabled(name));
    }
    Set<String> present = new TreeSet<>(held.memberUserNames());
    if (history.everUntouched()) {
      members.remove(Setup.USER);
      present.remove(Setup.USER);
    }
    if (!members.equals(present)) {
      wrong.add("The members of " + group + " are " + held.memberUserNames() + ", not " + members);
    }
  }

  /** Whether it is, or should be, called as {@code zscaler.never-touch} says. */
  private boolean untouched(
      @Nullable JsonNode source, String property, String name, @Nullable String held) {
    return history.everUntouched()
        && (name.equals(held) || source != null && name.equals(source.path(property).textValue()));
  }

  private boolean disabled(String userName) {
    ZscalerUser user = history.zscaler.user(userName);
    return user != null && !user.active();
  }
}
