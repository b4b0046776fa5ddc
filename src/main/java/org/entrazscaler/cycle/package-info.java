/** The cycle under way: one at a time, what it has done so far, and why it had to stop. */
@NullMarked
package org.entrazscaler.cycle;

import org.jspecify.annotations.NullMarked;
