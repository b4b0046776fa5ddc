/** The dead-letter list: objects that could not be written, and the command that retries them. */
@NullMarked
package org.entrazscaler.deadletter;

import org.jspecify.annotations.NullMarked;
