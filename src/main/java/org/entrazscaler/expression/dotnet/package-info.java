/**
 * Differences between .NET and Java that are visible in expressions and scoping filters: regular
 * expressions, dates as text, upper and lower case. Entra evaluates both in .NET.
 */
@NullMarked
package org.entrazscaler.expression.dotnet;

import org.jspecify.annotations.NullMarked;
