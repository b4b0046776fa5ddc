package org.entrazscaler.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.operate.CommandOutcome;
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
    Judgement judgement = new Judgement(history);
    judgement.settle();
    judgement.compare();
    if (!judgement.wrong.isEmpty()) {
      throw new AssertionError(
          String.join("\n", judgement.wrong)
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
    history.site.tenant.faults().clear();
    history.site.tenant.delta().delayedChanges(0);
    history.zscaler.faults().clear();
    history.site.death.reborn();
    history.cycle();
    history.site.clock.advance(LONGEST_RETRY);
    history.command(operations -> operations.retry(new String[0], "", true));
    for (int cycles = 0; cycles < MOST_CYCLES; cycles++) {
      int before = history.zscaler.writes().size();
      CommandOutcome outcome = Objects.requireNonNull(history.cycle());
      if (history.zscaler.writes().size() == before) {
        if (outcome.getExitStatus() != 0) {
          wrong.add("The last cycle has left something: " + outcome.getText());
        }
        return;
      }
    }
    wrong.add("Each of " + MOST_CYCLES + " cycles without any change in Entra has written");
  }

  private void compare() {
    for (ZscalerUser user : history.zscaler.users()) {
      if (user.externalId() != null && accounts.put(user.externalId(), user) != null) {
        wrong.add("Two accounts of " + user.externalId());
      }
    }
    for (ZscalerGroup group : history.zscaler.groups()) {
      if (group.externalId() != null && targetGroups.put(group.externalId(), group) != null) {
        wrong.add("Two groups of " + group.externalId());
      }
    }
    history.people.forEach(this::compareUser);
    history.groups.forEach(this::compareGroup);
    Set<String> known = new LinkedHashSet<>(history.people);
    known.addAll(history.groups);
    history
        .foreign()
        .forEach(
            (name, attributes) -> {
              ZscalerUser now = history.zscaler.user(name);
              if (now == null || !now.attributes().equals(attributes)) {
                wrong.add("A foreign account was touched: " + name + " is " + now);
              }
            });
    history.zscaler.doubledWrites().forEach(request -> wrong.add("Written twice: " + request));
  }

  private void compareUser(String user) {
    ZscalerUser account = accounts.get(user);
    boolean inScope = expectation.userInScope(user);
    boolean wantsActive = inScope && expectation.enabled(user);
    if (wantsActive && account == null) {
      wrong.add("No account of " + user);
    } else if (wantsActive && !account.active()) {
      wrong.add("Not active: " + user);
    } else if (!wantsActive && account != null && account.active()) {
      wrong.add("Still active: " + user);
    }
    if (account != null && !history.everInScope.contains(user)) {
      wrong.add("Never was in scope, and has an account: " + user);
    }
    boolean purged = history.entra.kindOf(user) == null;
    if (purged && account != null) {
      wrong.add("Purged, and has an account: " + user);
    }
    if (!purged
        && account == null
        && history.hadAccount.contains(user)
        && !history.site.disablingDeletes()) {
      wrong.add("The account is gone: " + user);
    }
    if (wantsActive && account != null) {
      compareAttributes(user, account);
    }
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
    boolean inScope = expectation.groupInScope(group);
    if (held == null) {
      if (inScope) {
        wrong.add("No group of " + group);
      } else if (history.hadGroup.contains(group) && history.entra.kindOf(group) != null) {
        wrong.add("The group is gone: " + group);
      }
      return;
    }
    if (!history.everInScope.contains(group)) {
      wrong.add("Never was in scope, and is there: " + group);
    }
    if (history.entra.kindOf(group) == null) {
      wrong.add("Deleted in Entra, and still there: " + group);
    }
    Set<String> members = new TreeSet<>(history.foreignMembers(group));
    if (inScope) {
      String name = history.entra.object(group).path("displayName").asText();
      if (!held.displayName().equals(name)) {
        wrong.add("The name of " + group + " is " + held.displayName() + " and not " + name);
      }
      expectation.members(group).stream()
          .filter(user -> expectation.userInScope(user) && accounts.containsKey(user))
          .forEach(user -> members.add(accounts.get(user).userName()));
    }
    if (!members.equals(new TreeSet<>(held.memberUserNames()))) {
      wrong.add("The members of " + group + " are " + held.memberUserNames() + ", not " + members);
    }
  }
}
