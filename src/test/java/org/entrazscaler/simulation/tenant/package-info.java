/**
 * A simulated Entra tenant: Microsoft Graph and the sign-in endpoint over HTTP on loopback, as far
 * as provisioning uses them, with the refusals, the delta query and the faults of Graph. Tests and
 * the demo use it through {@link org.entrazscaler.simulation.tenant.SimulatedTenant}.
 */
@NullMarked
package org.entrazscaler.simulation.tenant;

import org.jspecify.annotations.NullMarked;
