/**
 * Hawtio's console beside Camel in one JVM, on a web server of its own with log-in, and the
 * settings of Camel's own management server for health and metrics.
 */
@NullMarked
package org.entrazscaler.console;

import org.jspecify.annotations.NullMarked;
