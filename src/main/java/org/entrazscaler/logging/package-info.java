/** The log on standard error: its level, the format of its lines, and the redaction of secrets. */
@NullMarked
package org.entrazscaler.logging;

import org.jspecify.annotations.NullMarked;
