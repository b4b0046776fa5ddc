/** What Zscaler holds, as read by pages, and the search for matching objects. */
@NullMarked
package org.entrazscaler.target;

import org.jspecify.annotations.NullMarked;
