/** The steps that carry out planned changes, one by one or by windows. */
@NullMarked
package org.entrazscaler.write;

import org.jspecify.annotations.NullMarked;
