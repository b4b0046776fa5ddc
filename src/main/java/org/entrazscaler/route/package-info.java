/**
 * Where Camel meets the rest: the languages that routes use, what is in force in the loaded routes,
 * the check of route files and their reload.
 */
@NullMarked
package org.entrazscaler.route;

import org.jspecify.annotations.NullMarked;
