/**
 * Hawtio's console beside Camel in one JVM: its routes, their counters and the commands, on a web
 * server of its own where people log in.
 */
@NullMarked
package org.entrazscaler.console;

import org.jspecify.annotations.NullMarked;
