package org.entrazscaler.urgent;

import java.util.function.BiConsumer;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.RemovalHold;
import org.entrazscaler.write.DueMembers;

/** Creates the steps of the urgent pass, which the routes name by {@code ref}. */
public final class UrgentBeans {

  private final UrgentPassSteps pass;
  private final UrgentRemovals removals;

  /** Creates the steps. */
  public UrgentBeans(
      CycleContext context,
      EntraReader entra,
      RemovalHold removalHold,
      ProvisioningRecords records,
      DueMembers dueMembers) {
    this.pass = new UrgentPassSteps(context, entra);
    this.removals = new UrgentRemovals(context, removalHold, records, dueMembers);
  }

  /** Registers the steps by the names of their classes. */
  public void register(BiConsumer<String, Object> registry) {
    registry.accept("urgentPassSteps", pass);
    registry.accept("urgentRemovals", removals);
  }
}
