/**
 * The command line: one class per command, its output, and the exit statuses. {@link
 * org.entrazscaler.cli.Program} does the work on the state and on both sides.
 */
@NullMarked
package org.entrazscaler.cli;

import org.jspecify.annotations.NullMarked;
