package org.entrazscaler.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.entrazscaler.operate.CommandOutcome;
import org.entrazscaler.operate.Operations;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.zscaler.Fault;
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

  private static final Duration BETWEEN_CYCLES = Duration.ofMinutes(5);

  final Site site;
  final Directory entra;
  final SimulatedZscaler zscaler;
  final List<String> people = new ArrayList<>();
  final List<String> groups = new ArrayList<>();
  final Set<String> everInScope = new HashSet<>();
  final Set<String> hadAccount = new HashSet<>();
  final Set<String> hadGroup = new HashSet<>();
  private final List<String> freedNames = new ArrayList<>();
  private final List<String> freedGroupNames = new ArrayList<>();
  private final Map<String, ObjectNode> foreign = new TreeMap<>();
  private final Map<String, Set<String>> foreignMembers = new TreeMap<>();
  private Rules rules = Rules.SHIPPED;
  private Setup setup = Setup.DEFAULT;
  private boolean everDeleting;
  private boolean drifted;
  private boolean stateLost;
  private boolean troubled;
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

  void deleteUser(int number) {
    liveUser(number, entra::deleteUser);
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
          String name = entra.object(group).path("displayName").asText();
          entra.deleteGroup(group);
          if (entra.kindOf(group) == null) {
            freedGroupNames.add(name);
          }
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
          if (zscaler.user(name(user)) == null && !hadAccount.contains(user)) {
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
    return command(Operations::runCycle);
  }

  /** Runs a command; null if the program dies over it, whereupon it is started again. */
  @Nullable CommandOutcome command(Function<Operations, CommandOutcome> command) {
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
    for (ZscalerUser user : zscaler.users()) {
      if (user.externalId() != null && people.contains(user.externalId())) {
        hadAccount.add(user.externalId());
      }
    }
    for (ZscalerGroup group : zscaler.groups()) {
      if (group.externalId() != null && groups.contains(group.externalId())) {
        hadGroup.add(group.externalId());
      }
    }
    return died ? null : outcome;
  }

  /** {@code plan} must say what the next cycle does. */
  void planned() {
    endTrouble();
    site.tenant.delta().delayedChanges(0);
    new PlanTrial(this).run();
  }

  void endTrouble() {
    site.tenant.faults().clear();
    zscaler.faults().clear();
    site.death.reborn();
  }

  void loseState() {
    stateLost = true;
    site.loseState();
  }

  /** Requests to Zscaler go wrong; an earlier trouble ends, lest the program wait for minutes. */
  void zscalerFails(int skipped, int times, Fault fault) {
    troubled = true;
    zscaler.faults().clear();
    zscaler.faults().after(skipped, times, RecordedRequest.any(), fault);
  }

  void dies(int dealings) {
    troubled = true;
    site.death.after(dealings);
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
    everDeleting |=
        changed.leaving() == Setup.Leaving.DELETE
            || changed.groupsLeaving() == Setup.GroupsLeaving.DELETE;
    site.set(changed.settings());
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
