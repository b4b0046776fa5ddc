/**
 * What the program remembers between two cycles: how far Entra's changes are read, the needed part
 * of the source, which target object belongs to which source object and what was written there,
 * what is parked, and the provisioning log. Plain SQL over JDBC, in an embedded H2 database or in
 * PostgreSQL; every public method is one transaction and safe for use by several threads.
 */
@NullMarked
package org.entrazscaler.state;

import org.jspecify.annotations.NullMarked;
