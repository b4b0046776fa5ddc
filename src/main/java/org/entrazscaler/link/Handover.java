package org.entrazscaler.link;

import org.entrazscaler.graph.ObjectKey;

/**
 * An object of the target that has gone to another source object.
 *
 * @param former the source object that had it
 * @param targetId SCIM {@code id}
 * @param newHolder object id of the source object that has got it, of the same type
 */
public record Handover(ObjectKey former, String targetId, String newHolder) {}
