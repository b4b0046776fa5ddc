/**
 * Which object of Zscaler belongs to which object of Entra, with the names and members that were
 * written.
 */
@NullMarked
package org.entrazscaler.link;

import org.jspecify.annotations.NullMarked;
