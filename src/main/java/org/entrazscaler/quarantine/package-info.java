/** What becomes of failures, and the quarantine that too many of them cause. */
@NullMarked
package org.entrazscaler.quarantine;

import org.jspecify.annotations.NullMarked;
