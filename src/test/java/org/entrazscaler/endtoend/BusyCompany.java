package org.entrazscaler.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.Faults.Planned;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A company whose program serves, in cycles that are long because Zscaler holds the requests of
 * their writers until the test lets them go: whatever arrives meanwhile has overtaken them.
 */
abstract class BusyCompany {

  static final int WRITERS = 2;

  @TempDir Path directory;

  Installation installation;
  Company company;
  ServiceThread service;
  final CountDownLatch gate = new CountDownLatch(1);
  final List<String> joiners = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    installation = new Installation(directory);
    company = new Company(installation);
    installation
        .set("provisioning.schedule", "* * * * * ?")
        .set("zscaler.max-concurrent-requests", String.valueOf(WRITERS))
        .set("zscaler.max-requests-per-second", "100")
        .set("camel.management.enabled", "false");
  }

  @AfterEach
  void stop() {
    gate.countDown();
    if (service != null) {
      service.close();
    }
    installation.close();
  }

  /** Runs the program until everybody who was hired so far has an account. */
  void provisioned(String... names) throws Exception {
    service = ServiceThread.start(installation);
    for (String name : names) {
      awaitUntil(name, () -> account(name) != null && account(name).active());
    }
    awaitUntil("idle", this::idle);
  }

  /** Runs the program so that cycles begin by command alone; its ticks can only overtake them. */
  void servingCommands() throws Exception {
    installation.edit("cycle.camel.yaml", "delay: \"0\"", "delay: \"3600000\"");
    installation.edit("cycle.camel.yaml", "- wireTap: {uri: direct:run-cycle}", "- stop: {}");
    service = ServiceThread.start(installation);
  }

  /** Begins a command that does not come to its end by itself. */
  CompletableFuture<Installation.Result> begin(String... command) {
    return CompletableFuture.supplyAsync(() -> installation.execute(command));
  }

  /** Waits for the end of a command. */
  Installation.Result ended(CompletableFuture<Installation.Result> command, int exitStatus) {
    awaitUntil("the command has ended", command::isDone);
    Installation.Result result = command.join();
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result;
  }

  boolean idle() {
    return !installation.status().path("running").asBoolean();
  }

  void awaitUntil(String what, Callable<Boolean> condition) {
    try {
      await(what).atMost(ProgramProcess.PATIENCE).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + ": not so.\n" + service.all(), e);
    }
  }

  ZscalerUser account(String name) {
    return installation.zscaler.user(Company.userName(name));
  }

  /** From now on people are being created, and it does not come to an end. */
  Planned hireWhileZscalerHolds(int people) {
    Planned held = hold(creatingJoiners());
    hireJoiners(people);
    awaitUntil("writers at work", () -> held.met() == WRITERS);
    return held;
  }

  Planned hold(Predicate<RecordedRequest> requests) {
    return installation.zscaler.faults().always(requests, Fault.held(gate));
  }

  void hireJoiners(int people) {
    for (int number = 0; number < people; number++) {
      joiners.add(company.hire("joiner" + number, "Research"));
    }
  }

  /** One whose account is just being made. */
  String joinerBeingCreated() {
    return joiners.stream()
        .filter(id -> !writes(request -> request.body().contains(id)).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  String joinerName(String id) {
    return "joiner" + joiners.indexOf(id);
  }

  void letGo(Planned held) {
    held.stop();
    gate.countDown();
  }

  List<RecordedRequest> writes(Predicate<RecordedRequest> wanted) {
    return installation.zscaler.writes().stream().filter(wanted).toList();
  }

  static Predicate<RecordedRequest> creatingJoiners() {
    return RecordedRequest.of("POST", "/Users").and(request -> request.body().contains("joiner"));
  }

  Predicate<RecordedRequest> changing(String name) {
    return RecordedRequest.of("PATCH", "/Users/" + account(name).id());
  }

  void awaitJoiners(int people) {
    awaitUntil("joiners", () -> joinersThere().size() == people);
    assertEquals(people, writes(creatingJoiners()).size(), "each was created once");
  }

  Set<String> joinersThere() {
    return installation.zscaler.users().stream()
        .map(ZscalerUser::userName)
        .filter(name -> name.startsWith("joiner"))
        .collect(Collectors.toSet());
  }
}
