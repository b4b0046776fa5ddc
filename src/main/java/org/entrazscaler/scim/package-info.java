/** The requests, answers and errors of SCIM (RFC 7644) as Zscaler's products speak it. */
@NullMarked
package org.entrazscaler.scim;

import org.jspecify.annotations.NullMarked;
