/**
 * Camel's languages {@code mapping}, {@code scope} and {@code entra}, the mappings in force, and
 * what all steps share.
 */
@NullMarked
package org.entrazscaler.camel;

import org.jspecify.annotations.NullMarked;
