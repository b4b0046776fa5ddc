/**
 * The whole program against a simulated tenant, a real SCIM server and a real SMTP server: what is
 * promised to its users, each with its failure side.
 */
@NullMarked
package org.entrazscaler.endtoend;

import org.jspecify.annotations.NullMarked;
