/**
 * The log on standard error: how much of it, how a line looks, and that no secret is in it. {@link
 * org.entrazscaler.logging.LogAtStart} holds what applies until the settings are known.
 */
@NullMarked
package org.entrazscaler.logging;

import org.jspecify.annotations.NullMarked;
