package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as the simulated Zscaler holds it at one moment; a copy, changing it changes nothing
 * there.
 *
 * @param id Zscaler's id
 * @param displayName the name
 * @param externalId as sent, null when never sent
 * @param attributes every SCIM attribute but id, meta and members
 * @param memberIds ids of the members, in the order they came
 * @param memberUserNames userNames of the members, in the same order
 */
public record ZscalerGroup(
    String id,
    String displayName,
    @Nullable String externalId,
    ObjectNode attributes,
    List<String> memberIds,
    List<String> memberUserNames) {}
