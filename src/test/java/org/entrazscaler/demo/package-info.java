/**
 * The demo, {@code ./mvnw -Pdemo}: a simulated tenant with people who join, move and leave, a
 * simulated Zscaler, a mail server, and the program as its own process, started as a user starts
 * it. The main class is {@link org.entrazscaler.demo.Demo}.
 */
@NullMarked
package org.entrazscaler.demo;

import org.jspecify.annotations.NullMarked;
