package org.entrazscaler.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Runs the service with long cycles: Zscaler holds the requests of their writers until the test
 * releases them. A write that arrives before that comes from an urgent pass or a command.
 */
abstract class BusyCompany {

  static final int WRITERS = 2;

  @RegisterExtension
  final Installation installation =
      new Installation()
          .set("provisioning.schedule", "* * * * * ?")
          .set("zscaler.max-concurrent-requests", String.valueOf(WRITERS))
          .set("zscaler.max-requests-per-second", "100")
          .set("camel.management.enabled", "false");

  final Company company = new Company(installation);
  ServiceThread service;
  final CountDownLatch gate = new CountDownLatch(1);
  final List<String> joiners = new ArrayList<>();

  @AfterEach
  void stop() {
    gate.countDown();
    if (service != null) {
      service.close();
    }
  }

  /** Starts the service and waits until these users have accounts and no cycle is running. */
  void startAndProvision(String... names) throws Exception {
    service = ServiceThread.start(installation);
    for (String name : names) {
      awaitUntil(name, () -> account(name) != null && account(name).active());
    }
    awaitUntil("idle", this::isIdle);
  }

  /**
   * Starts the service so that only commands start cycles. Its ticks can only start urgent passes.
   */
  void startForCommands() throws Exception {
    installation.edit("cycle.camel.yaml", "delay: \"0\"", "delay: \"3600000\"");
    installation.edit("cycle.camel.yaml", "- wireTap: {uri: direct:run-cycle}", "- stop: {}");
    service = ServiceThread.start(installation);
  }

  /** Starts a command in the background. It ends when Zscaler answers the held requests. */
  CompletableFuture<Installation.Result> startCommand(String... command) {
    return CompletableFuture.supplyAsync(() -> installation.execute(command));
  }

  /** Waits for the end of a command and checks its exit status. */
  Installation.Result awaitCommand(CompletableFuture<Installation.Result> command, int exitStatus) {
    awaitUntil("the command has ended", command::isDone);
    Installation.Result result = command.join();
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result;
  }

  boolean isIdle() {
    return !installation.status().path("running").asBoolean();
  }

  void awaitUntil(String what, Callable<Boolean> condition) {
    try {
      await(what).atMost(ProgramProcess.PATIENCE).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + ": did not happen in time.\n" + service.all(), e);
    }
  }

  ZscalerUser account(String name) {
    return installation.zscaler.user(Company.userName(name));
  }

  /**
   * Assigns new users and waits until all writers are creating accounts. Zscaler holds the
   * requests.
   */
  PlannedFault hireJoinersAndHoldCreations(int people) {
    PlannedFault held = hold(creatingJoiners());
    hireJoiners(people);
    awaitUntil("all writers are busy", () -> held.fired() == WRITERS);
    return held;
  }

  PlannedFault hold(Predicate<RecordedRequest> requests) {
    return installation.zscaler.faults().always(requests, Fault.held(gate));
  }

  void hireJoiners(int people) {
    for (int number = 0; number < people; number++) {
      joiners.add(company.hire("joiner" + number, "Research"));
    }
  }

  /** The object id of a joiner whose creation Zscaler holds. */
  String joinerBeingCreated() {
    return joiners.stream()
        .filter(id -> !writes(request -> request.body().contains(id)).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  String joinerName(String id) {
    return "joiner" + joiners.indexOf(id);
  }

  void release(PlannedFault held) {
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
    awaitUntil("joiners", () -> existingJoiners().size() == people);
    assertEquals(people, writes(creatingJoiners()).size(), "each was created once");
  }

  Set<String> existingJoiners() {
    return installation.zscaler.users().stream()
        .map(ZscalerUser::userName)
        .filter(name -> name.startsWith("joiner"))
        .collect(Collectors.toSet());
  }
}
