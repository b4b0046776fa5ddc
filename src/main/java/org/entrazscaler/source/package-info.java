/**
 * What was read of Entra, in the database: watermarks, objects, assignments, memberships, and what
 * is pending.
 */
@NullMarked
package org.entrazscaler.source;

import org.jspecify.annotations.NullMarked;
