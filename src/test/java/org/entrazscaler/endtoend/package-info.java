/**
 * End-to-end tests of the whole program with a simulated tenant, a real SCIM server and a real SMTP
 * server. They cover what the program promises, including failures.
 */
@NullMarked
package org.entrazscaler.endtoend;

import org.jspecify.annotations.NullMarked;
