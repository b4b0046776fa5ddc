package org.entrazscaler.mapping;

import org.entrazscaler.expression.Expression;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * An entry after parsing.
 *
 * @param offset where it begins in the block
 * @param path its path as written
 * @param target the path, or null if it was wrong
 * @param source the source, or null if it was wrong
 * @param sourceOffset where its source begins in the block
 * @param options its options as far as they were right
 */
record ParsedEntry(
    int offset,
    String path,
    @Nullable ScimPath target,
    @Nullable Expression source,
    int sourceOffset,
    RowOptions options) {}
