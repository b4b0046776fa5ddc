package org.entrazscaler.scim;

import org.jspecify.annotations.Nullable;

/**
 * A reference from one resource to another.
 *
 * @param id the id in the target
 * @param display the name; null if the answer does not contain it
 */
public record TargetReference(String id, @Nullable String display) {}
