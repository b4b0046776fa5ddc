/** Urgent changes that are written while a cycle runs. */
@NullMarked
package org.entrazscaler.urgent;

import org.jspecify.annotations.NullMarked;
