/**
 * Random histories of the whole program: a tenant and a target change, requests fail, and the
 * program crashes and starts again. In the end the target is as a simple model says.
 */
@NullMarked
package org.entrazscaler.history;

import org.jspecify.annotations.NullMarked;
