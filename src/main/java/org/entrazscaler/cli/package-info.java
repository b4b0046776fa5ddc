/**
 * The command line: one class per command, what each prints, and the exit statuses. What a command
 * does to the state or to either side lies behind {@link org.entrazscaler.cli.Program}.
 */
@NullMarked
package org.entrazscaler.cli;

import org.jspecify.annotations.NullMarked;
