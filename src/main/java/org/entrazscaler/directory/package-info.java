/** Users and groups under Entra's source names, and the Graph properties behind these names. */
@NullMarked
package org.entrazscaler.directory;

import org.jspecify.annotations.NullMarked;
