/** All commands on the opened state, the status, the connection test, and the health check. */
@NullMarked
package org.entrazscaler.operate;

import org.jspecify.annotations.NullMarked;
