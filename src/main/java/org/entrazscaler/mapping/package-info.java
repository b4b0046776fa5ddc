/**
 * Attribute mappings: the block language {@code mapping}, its rows, and what they make of one user
 * or group. Parsed once into immutable rows, then evaluated against whole source objects.
 */
@NullMarked
package org.entrazscaler.mapping;

import org.jspecify.annotations.NullMarked;
