/** Reads and writes characters alike on every machine, whatever its locale. */
@NullMarked
package org.entrazscaler.text;

import org.jspecify.annotations.NullMarked;
