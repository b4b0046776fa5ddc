/** The mail that tells of failures: what is new since the last one, grouped by cause. */
@NullMarked
package org.entrazscaler.notify;

import org.jspecify.annotations.NullMarked;
