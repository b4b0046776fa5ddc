/**
 * The settings: read from the environment, the properties files and the defaults, checked together,
 * and kept in immutable records.
 */
@NullMarked
package org.entrazscaler.settings;

import org.jspecify.annotations.NullMarked;
