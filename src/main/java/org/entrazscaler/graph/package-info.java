/** Graph's answers, errors and links, and the keys of its objects. */
@NullMarked
package org.entrazscaler.graph;

import org.jspecify.annotations.NullMarked;
