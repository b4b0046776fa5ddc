/** What the languages share: errors with their positions, and their rendering. */
@NullMarked
package org.entrazscaler.language;

import org.jspecify.annotations.NullMarked;
