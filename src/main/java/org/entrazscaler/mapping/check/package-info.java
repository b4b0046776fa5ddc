/**
 * Checks the files that people edit: every block of the languages {@code mapping}, {@code scope}
 * and {@code entra} in {@code *.camel.yaml}, with the file's own lines and columns, and whether
 * mapping and Zscaler product fit.
 */
@NullMarked
package org.entrazscaler.mapping.check;

import org.jspecify.annotations.NullMarked;
