/** The steps that plan: which objects, in chunks or alone, and what they read of the state. */
@NullMarked
package org.entrazscaler.planning;

import org.jspecify.annotations.NullMarked;
