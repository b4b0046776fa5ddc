package org.entrazscaler.link;

import org.entrazscaler.graph.ObjectKey;

/**
 * A target object that was handed over to another source object.
 *
 * @param former the source object that had it
 * @param targetId SCIM {@code id}
 * @param newHolder object id of the source object that has it now, of the same type
 */
public record Handover(ObjectKey former, String targetId, String newHolder) {}
