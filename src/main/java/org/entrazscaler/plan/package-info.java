/**
 * Decides what must change in Zscaler, from required and current values. The decisions are data;
 * their store is here.
 */
@NullMarked
package org.entrazscaler.plan;

import org.jspecify.annotations.NullMarked;
