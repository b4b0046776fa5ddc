/** The JVM's proxy, and why a connection fails. */
@NullMarked
package org.entrazscaler.connection;

import org.jspecify.annotations.NullMarked;
