package org.entrazscaler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.store.StateTrial;

/**
 * After any changes of nested groups, the effective members are those that a simple search finds.
 */
class NestingProperties {

  private static final int GROUPS = 5;
  private static final int USERS = 4;

  private static StateTrial trial;
  private static int tries;

  @BeforeContainer
  static void open() {
    trial = new StateTrial(StateAddress.inMemory(), Path.of(""));
    trial.sourceUpdater().expandNestedGroups(true);
    trial.fullRound(GROUP);
    trial.fullRound(USER);
  }

  @AfterContainer
  static void close() {
    trial.close();
  }

  /** An event of a group: a member is added or removed, the group is deleted or purged. */
  enum Kind {
    MEMBER,
    DELETED,
    PURGED
  }

  /** Members below {@link #GROUPS} are groups, the others users. */
  record Event(Kind kind, int group, int member) {}

  /** How the program learns of it. */
  enum Source {
    /** By the changes. */
    BY_CHANGES,
    /** By a reading of everything. */
    BY_ALL,
    /** By a reading of everything, after nested groups were not to count for a while. */
    SWITCHED
  }

  record Step(Source source, List<Event> events) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Event> events =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(12, Kind.MEMBER), Tuple.of(2, Kind.DELETED), Tuple.of(1, Kind.PURGED)),
                Arbitraries.integers().between(0, GROUPS - 1),
                Arbitraries.integers().between(0, GROUPS + USERS - 1))
            .as(Event::new);
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(10, Source.BY_CHANGES),
                Tuple.of(2, Source.BY_ALL),
                Tuple.of(1, Source.SWITCHED)),
            events.list().ofMinSize(1).ofMaxSize(4))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(15);
  }

  @Property(tries = 60)
  void thoseCountWhomASimpleWalkFinds(@ForAll("steps") List<Step> steps) {
    new Company("try" + tries++ + "-").live(steps);
  }

  /** The tenant and the copy of it. */
  private static final class Company {

    private final String prefix;
    private final Map<Integer, Set<Integer>> members = new HashMap<>();
    private final Set<Integer> deleted = new HashSet<>();
    private final Set<Integer> purged = new HashSet<>();

    private Company(String prefix) {
      this.prefix = prefix;
      IntStream.range(0, GROUPS).forEach(group -> members.put(group, new HashSet<>()));
      trial.deltaRound(
          USER,
          IntStream.range(GROUPS, GROUPS + USERS)
              .mapToObj(user -> StateTrial.named(name(user)))
              .toArray(DirectoryChange[]::new));
      trial.deltaRound(GROUP, whole());
      trial.assign(assigned(change(0, List.of())));
      trial.completeAll();
    }

    private String name(int object) {
      return prefix + (object < GROUPS ? "group" : "user") + object;
    }

    private void live(List<Step> steps) {
      for (Step step : steps) {
        Set<String> before = walked(0);
        List<DirectoryChange> changes = new ArrayList<>();
        step.events().stream()
            .filter(event -> isReported(event, step))
            .forEach(event -> happen(event, changes));
        switch (step.source()) {
          case BY_CHANGES -> trial.deltaRound(GROUP, changes.toArray(DirectoryChange[]::new));
          case BY_ALL -> trial.fullRound(GROUP, whole());
          case SWITCHED -> {
            trial.sourceUpdater().expandNestedGroups(false);
            trial.fullRound(GROUP, whole());
            trial.sourceUpdater().expandNestedGroups(true);
          }
        }
        askWhatBecame();
        if (step.source() != Source.SWITCHED) {
          pending(before, walked(0), step);
        }
        IntStream.range(0, GROUPS).forEach(group -> compare(group, step));
        trial.assign(assigned(change(0, List.of())));
        trial.completeAll();
      }
    }

    /**
     * Whether Graph reports an event. If a group is deleted and later restored, Graph does not
     * report the members that left between the last reading and the deletion, except as changes.
     */
    private static boolean isReported(Event event, Step step) {
      return step.source() == Source.BY_CHANGES
          || event.kind() != Kind.DELETED
          || step.events().stream()
              .noneMatch(e -> e.kind() == Kind.MEMBER && e.group() == event.group());
    }

    private void happen(Event event, List<DirectoryChange> changes) {
      int group = event.group();
      if (purged.contains(group)) {
        return;
      }
      switch (event.kind()) {
        case DELETED -> {
          deleted.add(group);
          changes.add(StateTrial.removed(GROUP, name(group), Removal.CHANGED));
        }
        case PURGED -> {
          purged.add(group);
          changes.add(StateTrial.removed(GROUP, name(group), Removal.DELETED));
        }
        case MEMBER -> {
          List<MemberChange> reported = new ArrayList<>();
          if (deleted.remove(group)) {
            // Graph returns a restored group with all its members.
            members.get(group).forEach(member -> reported.add(member(member, false)));
          }
          boolean leaves = !members.get(group).add(event.member());
          if (leaves) {
            members.get(group).remove(event.member());
          }
          reported.add(member(event.member(), leaves));
          changes.add(change(group, reported));
        }
      }
    }

    /** As a cycle does before it evaluates the scope. */
    private void askWhatBecame() {
      for (int group = 0; group < GROUPS; group++) {
        ObjectKey key = ObjectKey.group(name(group));
        if (gone(group)
            && trial.source().find(key).map(StoredObject::presence).orElse(null)
                == Presence.VANISHED) {
          trial
              .sourceUpdater()
              .storePresence(
                  key, purged.contains(group) ? Presence.DELETED : Presence.SOFT_DELETED);
        }
      }
    }

    private MemberChange member(int member, boolean leaves) {
      String kind = member < GROUPS ? EffectiveMemberships.GROUP : EffectiveMemberships.USER;
      return new MemberChange(name(member), kind, leaves);
    }

    private DirectoryChange change(int group, List<MemberChange> reported) {
      return new DirectoryChange(
          GROUP, name(group), Removal.NONE, StateTrial.json("{'securityEnabled':true}"), reported);
    }

    private DirectoryChange[] whole() {
      return members.entrySet().stream()
          .filter(group -> !gone(group.getKey()))
          .map(
              group ->
                  change(
                      group.getKey(),
                      group.getValue().stream().map(member -> member(member, false)).toList()))
          .toArray(DirectoryChange[]::new);
    }

    private boolean gone(int group) {
      return deleted.contains(group) || purged.contains(group);
    }

    // --- what must be so ----------------------------------------------------------------------

    private void pending(Set<String> before, Set<String> now, Step step) {
      Set<String> changed = new TreeSet<>(before);
      changed.addAll(now);
      changed.removeIf(user -> before.contains(user) == now.contains(user));
      Set<String> pending = trial.pending(USER);
      assertThat(pending).as(step + ": " + changed + " in " + pending).containsAll(changed);
    }

    private void compare(int group, Step step) {
      trial.assign(assigned(change(group, List.of())));
      Set<String> counting = new TreeSet<>();
      for (int user = GROUPS; user < GROUPS + USERS; user++) {
        if (trial.entitlement().isEntitled(ObjectKey.user(name(user)))) {
          counting.add(name(user));
        }
      }
      assertEquals(walked(group), counting, () -> name(group) + " after " + step + ": " + members);
    }

    private Set<String> walked(int group) {
      Set<String> users = new TreeSet<>();
      walk(group, new HashSet<>(), users);
      return users;
    }

    private void walk(int object, Set<Integer> seen, Set<String> users) {
      if (object >= GROUPS) {
        users.add(name(object));
      } else if (!gone(object) && seen.add(object)) {
        members.get(object).forEach(member -> walk(member, seen, users));
      }
    }
  }
}
