package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.Faults.Planned;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.Test;

/** {@code provision NAME} while a cycle runs. */
class ProvisionBesideCycleTest extends BusyCompany {

  @Test
  void whoIsNamedGoesBeforeAllThatWaitsAndWhoIsBeingWrittenIsNotWrittenTwice() throws Exception {
    company.hire("marker", "Sales");
    provisioned("marker");
    Planned held = hireWhileZscalerHolds(30);
    String wanted = company.hire("wanted", "Sales");

    Installation.Result provisioned = ended(begin("provision", "wanted@example.com"), 0);

    assertTrue(provisioned.out().contains("4 Action  success: create"), provisioned.out());
    assertEquals("Sales", account("wanted").department());
    assertEquals(WRITERS, writes(creatingJoiners()).size(), "nobody else's turn came meanwhile");
    String created = joinerBeingCreated();
    String name = joinerName(created);
    installation.tenant.requests().clear();

    CompletableFuture<Installation.Result> same = begin("provision", Company.userName(name));

    // It has found whom it is about, and Entra was read again after that.
    awaitUntil("asked", () -> asked(RequestKind.USER) > 0);
    int ticks = asked(RequestKind.USERS_DELTA);
    awaitUntil("ticks", () -> asked(RequestKind.USERS_DELTA) > ticks + 1);
    assertFalse(same.isDone(), "it waits for the one who is writing it");
    assertEquals(1, writes(r -> r.body().contains(created)).size());

    letGo(held);

    String out = ended(same, 0).out();
    assertTrue(out.contains("RedundantExport"), out);
    awaitJoiners(30);
    awaitUntil("idle", this::idle);
    assertEquals(1, writes(r -> r.body().contains(wanted)).size(), "it was written once");
    assertEquals(List.of(), writes(RecordedRequest.of("PATCH", "/Users")));
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }

  private int asked(RequestKind kind) {
    return (int)
        installation.tenant.requests().all().stream().filter(r -> r.kind() == kind).count();
  }
}
