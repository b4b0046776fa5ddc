/**
 * The functions of the expression language: each has a signature and an evaluation; {@code
 * Functions} lists them.
 *
 * <p>One rule applies to all functions that do not say otherwise: a null source gives null, so that
 * nothing is sent for an object without the value. This is Entra's general rule for null (reference
 * 4.4). {@code Left}, {@code Word} and {@code Join} give an empty text, as their documentation
 * says. A text function converts each value of a multi-valued source, as the functions reference of
 * Microsoft Entra Connect Sync says about the same functions.
 */
@NullMarked
package org.entrazscaler.expression.function;

import org.jspecify.annotations.NullMarked;
