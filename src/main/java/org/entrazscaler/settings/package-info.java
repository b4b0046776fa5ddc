/**
 * The settings: read from the environment, the properties files and the defaults, checked as a
 * whole, and handed on as immutable records. Stands on nothing else of the program.
 */
@NullMarked
package org.entrazscaler.settings;

import org.jspecify.annotations.NullMarked;
