/**
 * The commands as operations that JMX clients and the command line call, and what a command
 * returns.
 */
@NullMarked
package org.entrazscaler.command;

import org.jspecify.annotations.NullMarked;
