package org.entrazscaler.route;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.entra.GraphLinks;
import org.entrazscaler.scim.Product;
import org.entrazscaler.state.State;

/** The steps of {@code ownership.camel.yaml} and {@code reconcile.camel.yaml} by their names. */
record DriftBeans(Ownership ownership, TargetComparing comparing, Reconciliation reconciliation) {

  static DriftBeans of(
      State state,
      Product product,
      GraphLinks links,
      CycleControl cycles,
      Planning planning,
      EntraReading entra,
      ProvisioningRecords records,
      TargetReading target,
      Reconciliation reconciliation,
      Supplier<MappingsInForce> inForce) {
    return new DriftBeans(
        new Ownership(
            state,
            product,
            links,
            cycles,
            planning,
            entra,
            records,
            target,
            reconciliation,
            inForce),
        new TargetComparing(state, cycles, planning, records, target, reconciliation),
        reconciliation);
  }

  void register(BiConsumer<String, Object> beans) {
    beans.accept("ownership", ownership);
    beans.accept("targetComparing", comparing);
    beans.accept("reconciliation", reconciliation);
  }
}
