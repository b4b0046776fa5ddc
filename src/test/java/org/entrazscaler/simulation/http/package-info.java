/** HTTP of the simulations: server, planned faults and recorded requests. */
@NullMarked
package org.entrazscaler.simulation.http;

import org.jspecify.annotations.NullMarked;
