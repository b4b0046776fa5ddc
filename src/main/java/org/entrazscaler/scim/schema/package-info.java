/**
 * The model of SCIM (RFC 7643): paths, attributes, the schema of each Zscaler product, and
 * comparison of values.
 */
@NullMarked
package org.entrazscaler.scim.schema;

import org.jspecify.annotations.NullMarked;
