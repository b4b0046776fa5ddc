/**
 * A simulated Zscaler: a real SCIM 2.0 server (scim-sdk-server) behind a real HTTP server on the
 * loopback address. It behaves like Zscaler Internet Access, Private Access or ZIdentity; every
 * documented quirk and every network fault can be switched on. Tests and the demo use it through
 * {@link org.entrazscaler.simulation.zscaler.SimulatedZscaler}.
 */
@NullMarked
package org.entrazscaler.simulation.zscaler;

import org.jspecify.annotations.NullMarked;
