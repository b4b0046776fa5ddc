package org.entrazscaler.write;

import java.util.function.Predicate;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.outcome.PlanLimit;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.RemovalHold;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.planning.Completions;
import org.entrazscaler.planning.MemberPlanning;
import org.entrazscaler.planning.TargetOwners;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.zscaler.TargetLimits;
import org.entrazscaler.zscaler.ZscalerCall;

/**
 * What the steps that write Zscaler use of other packages.
 *
 * @param cycle what all steps share
 * @param product the product in the settings
 * @param limits how many members, requests and connections Zscaler gets
 * @param call the requests to Zscaler
 * @param planners plan what is left of a change
 * @param owners the objects of Entra to which objects in Zscaler belong
 * @param completions with which data an object is complete
 * @param members plans the members of a group
 * @param target current values in Zscaler
 * @param records the provisioning log and the dead-letter list
 * @param removalHold whether removals are held
 * @param planLimit the saved plan that is applied, if any
 * @param isOutdated whether an object was written since a running reconciliation has read it
 * @param observer is told about each write
 */
public record WriteContext(
    CycleContext cycle,
    Product product,
    TargetLimits limits,
    ZscalerCall call,
    Planners planners,
    TargetOwners owners,
    Completions completions,
    MemberPlanning members,
    TargetReading target,
    ProvisioningRecords records,
    RemovalHold removalHold,
    PlanLimit planLimit,
    Predicate<ObjectKey> isOutdated,
    WriteObserver observer) {

  State state() {
    return cycle.state();
  }

  CycleControl cycles() {
    return cycle.cycles();
  }
}
