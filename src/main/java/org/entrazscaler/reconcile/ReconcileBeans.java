package org.entrazscaler.reconcile;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.planning.Completions;
import org.entrazscaler.planning.Matching;
import org.entrazscaler.planning.Planning;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.target.TargetReading;

/** Creates the steps of {@code ownership.camel.yaml} and {@code reconcile.camel.yaml}. */
public final class ReconcileBeans {

  private final Reconciliation reconciliation;
  private final Ownership ownership;
  private final ComparisonSteps comparison;

  /**
   * Creates the steps.
   *
   * @param links knows the address of Graph
   * @param inForce supplies the loaded mappings and filters
   */
  public ReconcileBeans(
      CycleContext context,
      Product product,
      GraphLinks links,
      Planners planners,
      Planning planning,
      Matching matching,
      Completions completions,
      EntraReader entra,
      ProvisioningRecords records,
      TargetReading target,
      Supplier<MappingsInForce> inForce) {
    this.reconciliation = new Reconciliation(context.state(), context.cycles(), target);
    this.ownership =
        new Ownership(
            context,
            product,
            links,
            planners.users(),
            completions,
            entra,
            records,
            target,
            reconciliation,
            inForce);
    this.comparison =
        new ComparisonSteps(context, planners, planning, matching, records, target, reconciliation);
  }

  /** Registers the steps by the names of their classes. */
  public void register(BiConsumer<String, Object> registry) {
    registry.accept("ownership", ownership);
    registry.accept("comparisonSteps", comparison);
    registry.accept("reconciliation", reconciliation);
  }

  /** Notes what is written while objects are compared. */
  public WriteObserver observer() {
    return reconciliation;
  }

  /** Whether an object was written during this reconciliation: what was read may be older. */
  public boolean isOutdated(ObjectKey key) {
    return reconciliation.isOutdated(key);
  }

  /** Resets everything before a cycle. */
  public void reset() {
    reconciliation.reset();
  }
}
