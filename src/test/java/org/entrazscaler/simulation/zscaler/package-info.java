/**
 * A simulated Zscaler: a real SCIM 2.0 server (scim-sdk-server) behind a real HTTP server on the
 * loopback address that behaves like Zscaler Internet Access, Private Access or ZIdentity, with
 * every documented quirk and every fault of the network switchable. Tests and the demo share it;
 * {@link org.entrazscaler.simulation.zscaler.SimulatedZscaler} is the way in.
 */
@NullMarked
package org.entrazscaler.simulation.zscaler;

import org.jspecify.annotations.NullMarked;
