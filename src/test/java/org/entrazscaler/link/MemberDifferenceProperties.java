package org.entrazscaler.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.assigned;
import static org.entrazscaler.store.StateTrial.groupWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.source.StoredAssignment;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.store.StateTrial;

/**
 * After any sequence of events, groups that are completely written have the required members, up to
 * the limit of groups per account.
 */
class MemberDifferenceProperties {

  private static final int GROUPS = 3;
  private static final int USERS = 4;
  private static final int CHUNK = 2;

  private static StateTrial trial;
  private static int tries;

  @BeforeContainer
  static void open() {
    trial = new StateTrial(StateAddress.inMemory(), Path.of(""));
    trial.fullRound(GROUP);
    trial.fullRound(USER);
  }

  @AfterContainer
  static void close() {
    trial.close();
  }

  enum Kind {
    /** A user joins a group in Entra, or leaves it. */
    MEMBER,
    /** An account is created, or is gone. */
    ACCOUNT,
    /** A user enters the scope, or leaves it and keeps the account. */
    SCOPE,
    /** A cycle writes all groups. */
    CYCLE,
    /** A cycle dies after some requests. */
    DEATH
  }

  record Event(Kind kind, int group, int user) {}

  @Provide
  Arbitrary<List<Event>> events() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(10, Kind.MEMBER),
                Tuple.of(2, Kind.ACCOUNT),
                Tuple.of(2, Kind.SCOPE),
                Tuple.of(2, Kind.CYCLE),
                Tuple.of(2, Kind.DEATH)),
            Arbitraries.integers().between(0, GROUPS - 1),
            Arbitraries.integers().between(0, USERS - 1))
        .as(Event::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(30);
  }

  @Property(tries = 60)
  void groupsHaveTheRequiredMembersUpToTheLimit(
      @ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 3) int limit) {
    Company company = new Company("try" + tries++ + "-", limit);
    events.forEach(company::happen);
    company.cycle();
    company.check(events);
    company.leave();
  }

  /** The expected result, beside the state under test. */
  private static final class Company {

    private record Member(int group, int user) {}

    private final String prefix;
    private final int limit;
    private final Set<Member> members = new HashSet<>();
    private final Set<Integer> accounts = new HashSet<>();
    private final Set<Integer> outOfScope = new HashSet<>();

    private Company(String prefix, int limit) {
      this.prefix = prefix;
      this.limit = limit;
      DirectoryChange[] groups =
          IntStream.range(0, GROUPS)
              .mapToObj(number -> StateTrial.group(group(number)))
              .toArray(DirectoryChange[]::new);
      trial.assign(List.of(groups).stream().map(g -> assigned(g)).toArray(StoredAssignment[]::new));
      trial.deltaRound(GROUP, groups);
      trial.deltaRound(
          USER,
          IntStream.range(0, USERS)
              .mapToObj(number -> StateTrial.named(user(number)))
              .toArray(DirectoryChange[]::new));
      for (DirectoryChange group : groups) {
        trial.link(ObjectKey.group(group.id()), "t-" + group.id());
      }
      trial.completeAll();
      for (int user = 0; user < USERS; user++) {
        accounts.add(user);
        trial.link(ObjectKey.user(user(user)), "t-" + user(user));
      }
    }

    private String group(int number) {
      return prefix + "group" + number;
    }

    private String user(int number) {
      return prefix + "user" + number;
    }

    private MemberDifferences differences() {
      return trial.state().memberDifferences();
    }

    private void happen(Event event) {
      String user = user(event.user());
      switch (event.kind()) {
        case MEMBER -> {
          Member member = new Member(event.group(), event.user());
          boolean leaves = !members.add(member);
          if (leaves) {
            members.remove(member);
          }
          trial.deltaRound(
              GROUP, groupWith(group(event.group()), "{}", (leaves ? "-" : "") + user));
        }
        case ACCOUNT -> {
          if (accounts.add(event.user())) {
            outOfScope.remove(event.user());
            trial.link(ObjectKey.user(user), "t-" + user);
          } else {
            accounts.remove(event.user());
            trial.source().markPending(ObjectKey.user(user));
            trial
                .state()
                .outcomes()
                .record(
                    List.of(
                        new Outcome.Deleted(
                            trial.completion(ObjectKey.user(user), false), List.of())));
          }
        }
        case SCOPE -> {
          if (accounts.contains(event.user())) {
            boolean leaves = outOfScope.add(event.user());
            if (!leaves) {
              outOfScope.remove(event.user());
            }
            trial.link(ObjectKey.user(user), "t-" + user, false, !leaves);
          }
        }
        case CYCLE -> cycle();
        case DEATH -> {
          write(event.group(), event.user());
          trial.state().plan().clear();
        }
      }
    }

    /** Twice, because leaving one group makes room for another one. */
    private void cycle() {
      for (int pass = 0; pass < 2; pass++) {
        Set<Member> before = written();
        differences().retryLeftOut(limit);
        IntStream.range(0, GROUPS).forEach(group -> write(group, Integer.MAX_VALUE));
        trial.state().plan().clear();
        before.retainAll(wanted());
        assertThat(written()).as("required memberships that are written stay").containsAll(before);
      }
    }

    /** Plans a group and carries out a number of requests, as {@code finish-change} does. */
    private void write(int number, int requests) {
      String group = group(number);
      differences().compare(group, false, limit, limit);
      for (int sent = 0; sent < requests; sent++) {
        List<String> leaving = differences().leaving(group, CHUNK);
        List<String> joining = leaving.isEmpty() ? differences().joining(group, CHUNK) : List.of();
        if (leaving.isEmpty() && joining.isEmpty()) {
          return;
        }
        trial.membersWritten(group, joining, leaving);
      }
    }

    // --- expectations -------------------------------------------------------------------------

    private Set<Member> wanted() {
      return members.stream()
          .filter(member -> accounts.contains(member.user()) && !outOfScope.contains(member.user()))
          .collect(Collectors.toCollection(HashSet::new));
    }

    private Set<Member> written() {
      Set<Member> written = new HashSet<>();
      for (int group = 0; group < GROUPS; group++) {
        Set<String> sources = new TreeSet<>(trial.writtenMembers().userIds(group(group)));
        for (int user = 0; user < USERS; user++) {
          if (sources.contains(user(user))) {
            written.add(new Member(group, user));
          }
        }
      }
      return written;
    }

    private void check(List<Event> events) {
      Set<Member> wanted = wanted();
      Set<Member> written = written();
      assertThat(wanted).as(() -> written + " of " + wanted + ": " + events).containsAll(written);
      for (int user = 0; user < USERS; user++) {
        int current = user;
        long held = written.stream().filter(member -> member.user() == current).count();
        long due = wanted.stream().filter(member -> member.user() == current).count();
        assertEquals(Math.min(limit, due), held, () -> user(current) + ": " + events);
      }
      assertEquals(wanted.size() - written.size(), differences().countLeftOut(), events::toString);
      for (int group = 0; group < GROUPS; group++) {
        assertFalse(differences().compare(group(group), false, limit, limit).hasDifferences());
      }
    }

    /** Removes everything before the next try. */
    private void leave() {
      for (ObjectType type : ObjectType.values()) {
        int number = type == GROUP ? GROUPS : USERS;
        DirectoryChange[] gone =
            IntStream.range(0, number)
                .mapToObj(each -> type == GROUP ? group(each) : user(each))
                .map(id -> StateTrial.removed(type, id, Removal.DELETED))
                .toArray(DirectoryChange[]::new);
        trial.deltaRound(type, gone);
        for (DirectoryChange object : gone) {
          ObjectKey key = new ObjectKey(type, object.id());
          if (trial.links().find(key).isPresent()) {
            trial
                .state()
                .outcomes()
                .record(List.of(new Outcome.Deleted(trial.completion(key, false), List.of())));
          }
        }
      }
      trial.completeAll();
      assertEquals(0, differences().countLeftOut());
    }
  }
}
