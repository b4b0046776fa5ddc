/**
 * The interactive expression builder: the handling of a line, independent of the terminal, and the
 * terminal with preview, history and completion.
 */
@NullMarked
package org.entrazscaler.cli.builder;

import org.jspecify.annotations.NullMarked;
