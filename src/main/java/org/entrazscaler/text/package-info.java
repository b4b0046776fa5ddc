/** Reads and writes text in the same way on every machine, independent of its locale. */
@NullMarked
package org.entrazscaler.text;

import org.jspecify.annotations.NullMarked;
