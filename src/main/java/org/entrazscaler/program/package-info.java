/** Puts the parts together: state, routes, console, and the instance that others can find. */
@NullMarked
package org.entrazscaler.program;

import org.jspecify.annotations.NullMarked;
