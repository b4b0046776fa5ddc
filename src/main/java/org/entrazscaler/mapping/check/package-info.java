/**
 * Checks the files that users edit: every block of the languages {@code mapping}, {@code scope} and
 * {@code entra} in {@code *.camel.yaml}, with lines and columns of the file, and whether a mapping
 * fits the Zscaler product.
 */
@NullMarked
package org.entrazscaler.mapping.check;

import org.jspecify.annotations.NullMarked;
