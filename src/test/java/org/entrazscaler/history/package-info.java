/**
 * Random histories of the whole program: a tenant and a target live on, requests fail, the program
 * dies and is started again, and in the end the target is what a simple model says.
 */
@NullMarked
package org.entrazscaler.history;

import org.jspecify.annotations.NullMarked;
