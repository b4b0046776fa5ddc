/** The running cycle: one at a time, its counts, its locks on objects, and why it had to stop. */
@NullMarked
package org.entrazscaler.cycle;

import org.jspecify.annotations.NullMarked;
