package org.entrazscaler.cycle;

import java.time.Clock;
import org.entrazscaler.store.State;

/**
 * What all steps of the cycles on one state share.
 *
 * @param state the state, or its copy in a dry run
 * @param cycles the running cycle
 * @param locks the locks on objects
 * @param gate lets urgent passes run beside a cycle
 * @param clock the current time
 * @param dryRun whether nothing is written to Zscaler
 */
public record CycleContext(
    State state,
    CycleControl cycles,
    ObjectLocks locks,
    UrgentPassGate gate,
    Clock clock,
    boolean dryRun) {}
