/** Puts the parts together: database, steps of the routes, console, and the running instance. */
@NullMarked
package org.entrazscaler.program;

import org.jspecify.annotations.NullMarked;
