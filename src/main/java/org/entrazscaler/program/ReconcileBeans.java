package org.entrazscaler.program;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.planning.Completions;
import org.entrazscaler.planning.Matching;
import org.entrazscaler.planning.Planning;
import org.entrazscaler.reconcile.ComparisonSteps;
import org.entrazscaler.reconcile.Ownership;
import org.entrazscaler.reconcile.Reconciliation;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;

/** The steps of {@code ownership.camel.yaml} and {@code reconcile.camel.yaml} by their names. */
record ReconcileBeans(
    Ownership ownership, ComparisonSteps comparing, Reconciliation reconciliation) {

  static ReconcileBeans of(
      State state,
      Product product,
      GraphLinks links,
      CycleControl cycles,
      Planners planners,
      Planning planning,
      Matching matching,
      Completions completions,
      EntraReader entra,
      ProvisioningRecords records,
      TargetReading target,
      Reconciliation reconciliation,
      Supplier<MappingsInForce> inForce) {
    return new ReconcileBeans(
        new Ownership(
            state,
            product,
            links,
            cycles,
            planners.users(),
            completions,
            entra,
            records,
            target,
            reconciliation,
            inForce),
        new ComparisonSteps(
            state, cycles, planners, planning, matching, records, target, reconciliation),
        reconciliation);
  }

  void register(BiConsumer<String, Object> beans) {
    beans.accept("ownership", ownership);
    beans.accept("comparisonSteps", comparing);
    beans.accept("reconciliation", reconciliation);
  }
}
