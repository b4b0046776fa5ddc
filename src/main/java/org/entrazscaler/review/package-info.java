/** The saved plan: made by a dry run, shown, compared, and applied. */
@NullMarked
package org.entrazscaler.review;

import org.jspecify.annotations.NullMarked;
