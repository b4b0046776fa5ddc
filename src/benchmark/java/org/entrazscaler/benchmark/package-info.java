/**
 * Measures the packaged program from outside: whole commands as child processes between a simulated
 * tenant and a bare SCIM sink, compared with a bare HTTP client in the same run.
 */
@NullMarked
package org.entrazscaler.benchmark;

import org.jspecify.annotations.NullMarked;
