/**
 * Microsoft's side, as far as YAML cannot say it: Entra's source names and the Graph properties
 * behind them, the reading of Graph's answers and errors, the links that may be followed, and the
 * sign-in. The calls to Graph themselves are made by the routes; msal4j alone speaks HTTP from
 * here.
 */
@NullMarked
package org.entrazscaler.entra;

import org.jspecify.annotations.NullMarked;
