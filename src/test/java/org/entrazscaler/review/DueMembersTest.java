package org.entrazscaler.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.plan.Action;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.write.DueMembers;
import org.entrazscaler.write.Member;
import org.entrazscaler.write.Untouched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The members of a saved plan are looked up once for each group, not for each chunk. */
class DueMembersTest {

  private static final int MEMBERS = 20;

  private State state;
  private final AtomicInteger lookedUp = new AtomicInteger();
  private DueMembers due;

  @BeforeEach
  void apply() {
    state = State.open(StateAddress.inMemory(), Path.of(""), Clock.systemUTC());
    List<Member> members = new ArrayList<>();
    for (int number = 0; number < MEMBERS; number++) {
      members.add(new Member("user" + number, "User " + number, "t-" + number));
    }
    PlannedStep step =
        new PlannedStep(
            ObjectType.GROUP,
            "staff",
            "Staff",
            Action.UPDATE,
            "Changed in Entra",
            false,
            false,
            "t-staff",
            List.of(),
            members,
            List.of(),
            List.of());
    AppliedPlan plan =
        new AppliedPlan(
            new SavedPlan(
                new Premise("tenant", "app", "https://zscaler.example", "zia"),
                "2026-01-01T00:00:00Z",
                "incremental",
                null,
                "AAAAAAAAAAAAAAAAAAAAAA==",
                List.of(step),
                List.of(),
                null,
                Untouched.UNKNOWN));
    CycleControl cycles =
        new CycleControl(state, null, () -> "", "", Clock.systemUTC(), CycleListener.NONE);
    PlanApplication planApplication =
        new PlanApplication(
            new CycleContext(
                state, cycles, new ObjectLocks(), new UrgentPassGate(), Clock.systemUTC(), false),
            null,
            Product.ZIA);
    planApplication.usePlan(plan);
    plan.useAccounts(
        user -> {
          lookedUp.incrementAndGet();
          return null;
        });
    due = new DueMembers(state.memberDifferences(), planApplication);
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void thePlannedMembersAreLookedUpOnceForEachGroup() {
    due.load("staff");
    for (int chunk = 0; chunk < MEMBERS; chunk++) {
      due.joining("staff", 1);
      due.leaving("staff", 1);
      assertFalse(due.hasAny("staff"), "Zscaler has them all");
    }
    assertEquals(MEMBERS, lookedUp.get());
  }
}
