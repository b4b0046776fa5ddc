/** The running routes as commands use them, for real or as a dry run. */
@NullMarked
package org.entrazscaler.engine;

import org.jspecify.annotations.NullMarked;
