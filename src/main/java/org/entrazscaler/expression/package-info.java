/** Entra's expressions. */
@NullMarked
package org.entrazscaler.expression;

import org.jspecify.annotations.NullMarked;
