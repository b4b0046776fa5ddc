/** A plan as data: its steps, which people read, keep and give back. */
@NullMarked
package org.entrazscaler.review;

import org.jspecify.annotations.NullMarked;
