/** Undoes the writes of one cycle. */
@NullMarked
package org.entrazscaler.undo;

import org.jspecify.annotations.NullMarked;
