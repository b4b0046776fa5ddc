/**
 * Entra's language of attribute mapping expressions: a text is compiled once into immutable nodes,
 * and evaluated for each object. The functions are in {@code function}; what differs between .NET
 * and Java is in {@code dotnet}.
 */
@NullMarked
package org.entrazscaler.expression;

import org.jspecify.annotations.NullMarked;
