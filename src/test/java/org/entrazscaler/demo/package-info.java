/**
 * The demo, {@code ./mvnw -Pdemo}: a simulated tenant whose people join, move and leave, a
 * simulated Zscaler, a mail server, and the product itself as a process of its own, started as a
 * user starts it; {@link org.entrazscaler.demo.Demo} is the way in.
 */
@NullMarked
package org.entrazscaler.demo;

import org.jspecify.annotations.NullMarked;
