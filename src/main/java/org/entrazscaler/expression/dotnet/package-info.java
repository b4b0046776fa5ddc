/**
 * What .NET does otherwise than Java, as far as expressions and scoping filters show it: regular
 * expressions, dates as text, upper and lower case. Entra evaluates them in .NET.
 */
@NullMarked
package org.entrazscaler.expression.dotnet;

import org.jspecify.annotations.NullMarked;
