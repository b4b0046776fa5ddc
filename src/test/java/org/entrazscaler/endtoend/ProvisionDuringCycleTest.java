package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.Test;

/** {@code provision NAME} while a cycle runs. */
class ProvisionDuringCycleTest extends BusyCompany {

  @Test
  void provisionPassesWaitingWritesAndNeverWritesAUserTwice() throws Exception {
    company.hire("marker", "Sales");
    startAndProvision("marker");
    PlannedFault held = hireJoinersAndHoldCreations(30);
    String wanted = company.hire("wanted", "Sales");

    Installation.Result provisioned =
        awaitCommand(startCommand("provision", "wanted@example.com"), 0);

    assertThat(provisioned.out()).contains("4 Action  success: create");
    assertEquals("Sales", account("wanted").department());
    assertEquals(WRITERS, writes(creatingJoiners()).size(), "no other creation was sent before it");
    String created = joinerBeingCreated();
    String name = joinerName(created);
    installation.tenant.requests().clear();

    CompletableFuture<Installation.Result> same = startCommand("provision", Company.userName(name));

    // The command has found its user, and Entra has been read again since then.
    awaitUntil("the user is read", () -> requestCount(RequestKind.USER) > 0);
    int ticks = requestCount(RequestKind.USERS_DELTA);
    awaitUntil("ticks", () -> requestCount(RequestKind.USERS_DELTA) > ticks + 1);
    assertFalse(same.isDone(), "it waits for the thread that writes the user");
    assertEquals(1, writes(r -> r.body().contains(created)).size());

    release(held);

    String out = awaitCommand(same, 0).out();
    assertThat(out).contains("RedundantExport");
    awaitJoiners(30);
    awaitUntil("idle", this::isIdle);
    assertEquals(1, writes(r -> r.body().contains(wanted)).size(), "written only once");
    assertEquals(List.of(), writes(RecordedRequest.of("PATCH", "/Users")));
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }

  private int requestCount(RequestKind kind) {
    return (int)
        installation.tenant.requests().all().stream().filter(r -> r.kind() == kind).count();
  }
}
