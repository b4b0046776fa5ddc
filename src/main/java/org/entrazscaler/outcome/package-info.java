/** One change on its way to Zscaler, its outcome, and the transaction that records outcomes. */
@NullMarked
package org.entrazscaler.outcome;

import org.jspecify.annotations.NullMarked;
