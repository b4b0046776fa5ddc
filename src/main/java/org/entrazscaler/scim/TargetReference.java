package org.entrazscaler.scim;

import org.jspecify.annotations.Nullable;

/**
 * A resource that another one names.
 *
 * @param id the target's id
 * @param display its name, or null if the answer leaves it out
 */
public record TargetReference(String id, @Nullable String display) {}
