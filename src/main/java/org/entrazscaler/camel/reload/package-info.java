/** Checks route files as a whole and reloads them when they change. */
@NullMarked
package org.entrazscaler.camel.reload;

import org.jspecify.annotations.NullMarked;
