/**
 * Scoping filters: the language {@code scope} with Entra's operators. A filter decides which
 * objects are in scope.
 */
@NullMarked
package org.entrazscaler.scope;

import org.jspecify.annotations.NullMarked;
