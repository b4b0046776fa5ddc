/**
 * Entra's language of attribute mapping expressions: a text is read once into immutable nodes, and
 * evaluated as often as there are objects. What the functions do is in {@code function}; what .NET
 * does otherwise than Java is in {@code dotnet}.
 */
@NullMarked
package org.entrazscaler.expression;

import org.jspecify.annotations.NullMarked;
