/** What the languages have in common: errors with their places, and how people see them. */
@NullMarked
package org.entrazscaler.language;

import org.jspecify.annotations.NullMarked;
