/**
 * The interactive expression builder: what a line does, apart from any terminal, and the terminal
 * with its live value, history and completion.
 */
@NullMarked
package org.entrazscaler.cli.builder;

import org.jspecify.annotations.NullMarked;
