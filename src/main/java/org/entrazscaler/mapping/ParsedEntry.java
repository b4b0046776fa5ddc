package org.entrazscaler.mapping;

import org.entrazscaler.expression.Expression;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * A parsed entry.
 *
 * @param offset offset of the entry in the block
 * @param path the path as written
 * @param target the parsed path; null if it has an error
 * @param source the parsed source; null if it has an error
 * @param sourceOffset offset of the source in the block
 * @param options the options without an error
 */
record ParsedEntry(
    int offset,
    String path,
    @Nullable ScimPath target,
    @Nullable Expression source,
    int sourceOffset,
    RowOptions options) {}
