/**
 * A simulated Entra tenant: Microsoft Graph and the sign-in endpoint over HTTP on loopback, as far
 * as provisioning uses them, with Graph's refusals, its delta query and its faults. Tests and the
 * demo share it; {@link org.entrazscaler.simulation.tenant.SimulatedTenant} is the entrance.
 */
@NullMarked
package org.entrazscaler.simulation.tenant;

import org.jspecify.annotations.NullMarked;
