/** The call to Zscaler: its pace and lanes, its failures, and the wait before a repeat. */
@NullMarked
package org.entrazscaler.zscaler;

import org.jspecify.annotations.NullMarked;
