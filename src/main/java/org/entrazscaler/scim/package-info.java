/** The requests, answers and errors of SCIM (RFC 7644) in the forms of Zscaler's products. */
@NullMarked
package org.entrazscaler.scim;

import org.jspecify.annotations.NullMarked;
