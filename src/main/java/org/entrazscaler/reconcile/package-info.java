/**
 * Compares Zscaler with what it should contain, finds the managed accounts, and repairs
 * differences.
 */
@NullMarked
package org.entrazscaler.reconcile;

import org.jspecify.annotations.NullMarked;
