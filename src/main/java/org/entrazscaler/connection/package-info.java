/**
 * Which way a connection takes, directly or through the JVM's proxy, and why it does not come
 * about.
 */
@NullMarked
package org.entrazscaler.connection;

import org.jspecify.annotations.NullMarked;
