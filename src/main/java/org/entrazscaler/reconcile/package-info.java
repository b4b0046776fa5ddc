/** Compares Zscaler with what it should hold, finds owners of accounts, and repairs differences. */
@NullMarked
package org.entrazscaler.reconcile;

import org.jspecify.annotations.NullMarked;
