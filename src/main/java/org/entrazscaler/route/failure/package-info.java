/**
 * What can go wrong between the routes and the two systems, as types by which the error policies of
 * the routes tell the failures apart.
 */
@NullMarked
package org.entrazscaler.route.failure;

import org.jspecify.annotations.NullMarked;
