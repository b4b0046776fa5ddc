/**
 * Operating the program while it runs: the commands as an MBean that the console shows, the way by
 * which another process of the same user reaches the instance that has the state, and what the
 * health checks say.
 */
@NullMarked
package org.entrazscaler.operate;

import org.jspecify.annotations.NullMarked;
