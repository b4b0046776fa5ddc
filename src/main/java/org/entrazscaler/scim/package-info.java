/**
 * What SCIM 2.0 (RFC 7643, RFC 7644) means at Zscaler: paths and their values, the bodies of
 * requests, the reading of answers and errors, and what differs between ZIA, ZPA and ZIdentity.
 * Pure data: it calls nobody and knows nothing of routes.
 */
@NullMarked
package org.entrazscaler.scim;

import org.jspecify.annotations.NullMarked;
