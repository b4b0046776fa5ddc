/** Counts removals and holds them if there are too many. */
@NullMarked
package org.entrazscaler.safeguard;

import org.jspecify.annotations.NullMarked;
