/**
 * Scoping filters: the language {@code scope} with Entra's operators, which decides whom a mapping
 * concerns.
 */
@NullMarked
package org.entrazscaler.scope;

import org.jspecify.annotations.NullMarked;
