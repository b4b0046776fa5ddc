/** The notification mails. */
@NullMarked
package org.entrazscaler.notify;

import org.jspecify.annotations.NullMarked;
