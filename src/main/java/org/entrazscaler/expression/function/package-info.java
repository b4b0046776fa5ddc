/**
 * The functions of the expression language: each declares its name, parameters and rule as data and
 * says how it is evaluated; {@code Functions} lists them all.
 *
 * <p>One rule holds for all of them unless a function says otherwise: nothing in, nothing out. A
 * source that is null gives null, so that nothing is sent for an object that has nothing, which is
 * Entra's general rule for null (reference 4.4); the functions whose documentation states an empty
 * text instead ({@code Left}, {@code Word}, {@code Join}) follow it. A text function whose source
 * is multi-valued works on each value, as the functions reference of Microsoft Entra Connect Sync
 * says of the same functions.
 */
@NullMarked
package org.entrazscaler.expression.function;

import org.jspecify.annotations.NullMarked;
