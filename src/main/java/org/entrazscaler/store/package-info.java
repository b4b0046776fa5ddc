/** Opens, locks, migrates and copies the database; what all stores share. */
@NullMarked
package org.entrazscaler.store;

import org.jspecify.annotations.NullMarked;
