/**
 * Attribute mappings: the language {@code mapping}, its rows, and their values for one user or
 * group. A mapping is parsed once into immutable rows and evaluated for whole source objects.
 */
@NullMarked
package org.entrazscaler.mapping;

import org.jspecify.annotations.NullMarked;
