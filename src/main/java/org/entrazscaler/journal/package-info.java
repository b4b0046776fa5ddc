/** The provisioning log: its entries, their store, and the command that shows them. */
@NullMarked
package org.entrazscaler.journal;

import org.jspecify.annotations.NullMarked;
