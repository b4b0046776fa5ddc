package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Kills the program with a real {@code kill -9} at the worst moments and starts it again. At the
 * end Zscaler contains what Entra says, no write was repeated and nothing is parked.
 */
class KillTest {

  private static final String ROLE = "User";

  @RegisterExtension private final Installation installation = new Installation();

  private String role;
  private String sales;
  private String support;

  @BeforeEach
  void start() {
    installation.set("zscaler.members-per-request", "2");
    installation.tenant.delta().objectsPerPage(3).linksPerPage(2);
    role = installation.entra().addRole(ROLE);
    sales = installation.entra().addGroup("Sales");
    support = installation.entra().addGroup("Support");
    installation.entra().assign(sales, role);
    installation.entra().assign(support, role);
    for (int number = 1; number <= 8; number++) {
      String id = user("user" + number);
      installation.entra().addMember(number % 2 == 0 ? sales : support, id);
    }
    installation.entra().assign(user("alone"), role);
  }

  private String user(String name) {
    return installation.entra().addUser(name, name + "@example.com");
  }

  private String id(String name) {
    return installation.entra().userIds().stream()
        .filter(id -> name(id).equals(name + "@example.com"))
        .findFirst()
        .orElseThrow();
  }

  private String name(String id) {
    return Objects.requireNonNull(installation.entra().object(id))
        .path("userPrincipalName")
        .asText();
  }

  @Test
  void anInitialCycleContinuesAfterEachKill() throws Exception {
    killWhileReading(RequestKind.ASSIGNMENTS, 0);
    killWhileReading(RequestKind.GROUPS_DELTA, 1);
    killWhileReading(RequestKind.USERS_DELTA, 0);
    killWhileReading(RequestKind.USERS_DELTA, 2);
    killAt("POST", "/Users", 0, Moment.BEFORE);
    killAt("POST", "/Users", 2, Moment.ANSWER_UNSENT);
    killAt("POST", "/Users", 1, Moment.ANSWERED);
    killAt("POST", "/Groups", 0, Moment.ANSWER_UNSENT);
    killAt("PATCH", "/Groups", 0, Moment.ANSWER_UNSENT);

    assertRecovers();
  }

  @Test
  void updatesAndRemovalsAreCompletedAfterAKill() throws Exception {
    assertRecovers();

    installation.entra().updateUser(id("user1"), "department", "Research");
    installation.entra().updateUser(id("user2"), "department", "Research");
    killAt("PATCH", "/Users", 0, Moment.ANSWER_UNSENT);
    assertRecovers();

    installation.entra().updateUser(id("user1"), "department", "Purchasing");
    installation.entra().unassign(id("alone"));
    killAt("PATCH", "/Users", 1, Moment.BEFORE);
    assertRecovers();

    installation.entra().removeMember(sales, id("user2"));
    installation.entra().addMember(sales, id("user1"));
    killAt("PATCH", "/Groups", 0, Moment.ANSWER_UNSENT);
    assertRecovers();

    installation.entra().removeMember(support, id("user3"));
    installation.entra().rename(support, "Customer Care");
    killAt("PATCH", "/Groups", 0, Moment.ANSWERED);
    assertRecovers();

    installation.entra().purgeUser(id("user4"));
    killAt("DELETE", "/Users", 0, Moment.ANSWER_UNSENT);
    assertRecovers();

    installation.entra().addMember(sales, user("joiner"));
    killWhileReading(RequestKind.USERS_DELTA, 0);
    killAt("POST", "/Users", 0, Moment.ANSWER_UNSENT);
    assertRecovers();
  }

  @Test
  void aGroupContinuesWithTheNextChunkAfterAKill() throws Exception {
    for (int number = 9; number <= 18; number++) {
      installation.entra().addMember(sales, user("user" + number));
    }
    // Sales has 14 members. Its creation includes the first two.
    killAt("PATCH", "/Groups", 3, Moment.BEFORE);
    int written = members("Sales").size() + members("Support").size();
    assertTrue(written > 4 && written < 18, written + " of 18");
    installation.zscaler.forgetRequests();

    assertRecovers();

    int chunks = installation.zscaler.count(RecordedRequest.of("PATCH", "/Groups"));
    assertThat(chunks)
        .as(chunks + " for " + (18 - written) + " members")
        .isLessThanOrEqualTo((18 - written) / 2 + 2);
  }

  /**
   * The outcomes of several creations are recorded together. Until then each is an intent without
   * an outcome.
   */
  @Test
  void creationsWithoutARecordedOutcomeAreLookedUpAndNotRepeated() throws Exception {
    killAt("POST", "/Users", 6, Moment.ANSWER_UNSENT);

    assertRecovers();

    // Zscaler may have carried out some of them after the program was killed. None may be sent
    // twice.
    assertEquals(
        List.of(),
        installation.zscaler.requests().stream()
            .filter(RecordedRequest.of("POST", "/Users"))
            .filter(request -> !request.applied())
            .map(RecordedRequest::status)
            .toList());
    assertEquals(9, installation.zscaler.count(RecordedRequest.of("POST", "/Users")));
  }

  private List<String> members(String group) {
    var found = installation.zscaler.group(group);
    return found == null ? List.of() : found.memberUserNames();
  }

  /** When the program is killed: the state of one request at the server. */
  private enum Moment {
    /** The request is not carried out. */
    BEFORE,
    /** The request is carried out, and its answer is lost. */
    ANSWER_UNSENT,
    /** The answer is sent. The program may or may not read and record it. */
    ANSWERED
  }

  private void killAt(String method, String path, int skipped, Moment moment) throws Exception {
    AtomicReference<ProgramProcess> program = new AtomicReference<>();
    AtomicInteger matched = new AtomicInteger();
    var planned =
        installation
            .zscaler
            .faults()
            .next(
                request -> {
                  if (!RecordedRequest.of(method, path).test(request)
                      || matched.getAndIncrement() < skipped) {
                    return false;
                  }
                  if (moment == Moment.ANSWERED) {
                    killAfterAnswer(program.get(), request.number());
                    return false;
                  }
                  program.get().kill();
                  return true;
                },
                moment == Moment.BEFORE ? Fault.reset() : Fault.lostAnswer());
    run(program);
    planned.stop();
    assertThat(matched.get())
        .as(() -> "Never reached: " + method + " " + path)
        .isGreaterThan(skipped);
  }

  /** Kills the program once a request has been answered. */
  private void killAfterAnswer(ProgramProcess program, long number) {
    Thread killer =
        new Thread(
            () -> {
              while (installation.zscaler.requests().get((int) number - 1).finishedNanos() == 0) {
                Thread.onSpinWait();
              }
              program.kill();
            });
    killer.setDaemon(true);
    killer.start();
  }

  /** Kills the program when a request reaches Graph, before it is answered. */
  private void killWhileReading(RequestKind kind, int skipped) throws Exception {
    AtomicReference<ProgramProcess> program = new AtomicReference<>();
    AtomicInteger matched = new AtomicInteger();
    var planned =
        installation
            .tenant
            .faults()
            .next(
                request -> {
                  if (request.kind() != kind || matched.getAndIncrement() < skipped) {
                    return false;
                  }
                  program.get().kill();
                  return true;
                },
                Fault.reset());
    run(program);
    planned.stop();
    assertThat(matched.get()).as(() -> "Never reached: " + kind).isGreaterThan(skipped);
  }

  private void run(AtomicReference<ProgramProcess> program) throws Exception {
    try (ProgramProcess started = ProgramProcess.start(installation, "run", "--once")) {
      program.set(started);
      int status = started.exitStatus(ProgramProcess.PATIENCE);
      assertEquals(137, status, started::all);
    }
  }

  /**
   * Runs an undisturbed cycle, which completes everything, and a second one, which writes nothing.
   */
  private void assertRecovers() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), () -> result.out() + result.err());
    assertEquals(expectedUsers(), actualUsers());
    assertEquals(expectedGroups(), actualGroups());
    assertEquals(List.of(), installation.zscaler.doubledWrites());
    assertEquals(0, installation.status().path("parked").asInt());
    int written = installation.zscaler.writes().size();
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(written, installation.zscaler.writes().size());
  }

  private final Set<String> everInScope = new TreeSet<>();

  /** userName, whether active, and department, for each object id. */
  private TreeMap<String, String> expectedUsers() {
    Set<String> assigned =
        installation.entra().assignments().stream()
            .map(assignment -> assignment.principalId())
            .collect(Collectors.toCollection(HashSet::new));
    for (String group : List.of(sales, support)) {
      assigned.addAll(installation.entra().memberIds(group));
    }
    TreeMap<String, String> users = new TreeMap<>();
    for (String id : installation.entra().userIds()) {
      if (assigned.contains(id)) {
        everInScope.add(id);
      }
      if (everInScope.contains(id)) {
        ObjectNode user = Objects.requireNonNull(installation.entra().object(id));
        users.put(
            id,
            user.path("userPrincipalName").asText()
                + " "
                + assigned.contains(id)
                + " "
                + user.path("department").asText(null));
      }
    }
    return users;
  }

  private TreeMap<String, String> actualUsers() {
    TreeMap<String, String> users = new TreeMap<>();
    for (ZscalerUser user : installation.zscaler.users()) {
      if (user.userName().equals("admin@example.com")) {
        continue;
      }
      String duplicate =
          users.put(
              String.valueOf(user.externalId()),
              user.userName() + " " + user.active() + " " + user.department());
      assertEquals(null, duplicate, "Two accounts of one user");
    }
    return users;
  }

  private TreeMap<String, Set<String>> expectedGroups() {
    TreeMap<String, Set<String>> groups = new TreeMap<>();
    for (String group : List.of(sales, support)) {
      groups.put(
          Objects.requireNonNull(installation.entra().object(group)).path("displayName").asText(),
          installation.entra().memberIds(group).stream()
              .map(this::name)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return groups;
  }

  private TreeMap<String, Set<String>> actualGroups() {
    TreeMap<String, Set<String>> groups = new TreeMap<>();
    for (var group : installation.zscaler.groups()) {
      if (!group.displayName().equals("Service Admin")) {
        Set<String> duplicate =
            groups.put(group.displayName(), new TreeSet<>(group.memberUserNames()));
        assertEquals(null, duplicate, "Two groups of one name");
      }
    }
    return groups;
  }
}
