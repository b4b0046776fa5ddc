/** Provisions one named object on demand. */
@NullMarked
package org.entrazscaler.ondemand;

import org.jspecify.annotations.NullMarked;
