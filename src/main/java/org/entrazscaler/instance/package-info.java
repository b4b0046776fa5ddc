/** The connection from another process of the same user to the running instance. */
@NullMarked
package org.entrazscaler.instance;

import org.jspecify.annotations.NullMarked;
