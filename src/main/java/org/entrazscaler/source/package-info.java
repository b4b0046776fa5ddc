/**
 * The source copy in the database: watermarks, objects, assignments, memberships, and which objects
 * are pending.
 */
@NullMarked
package org.entrazscaler.source;

import org.jspecify.annotations.NullMarked;
