/**
 * Hawtio's console in the JVM of the program, on a separate web server with log-in. It shows the
 * routes, their counters and the commands.
 */
@NullMarked
package org.entrazscaler.console;

import org.jspecify.annotations.NullMarked;
