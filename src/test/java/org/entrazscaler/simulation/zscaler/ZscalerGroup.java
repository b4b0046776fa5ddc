package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a group of the simulated Zscaler at one moment.
 *
 * @param id the id in Zscaler
 * @param displayName the name
 * @param externalId as sent; null if never sent
 * @param attributes all SCIM attributes except id, meta and members
 * @param memberIds ids of the members, in the order of their addition
 * @param memberUserNames userNames of the members, in the same order
 */
public record ZscalerGroup(
    String id,
    String displayName,
    @Nullable String externalId,
    ObjectNode attributes,
    List<String> memberIds,
    List<String> memberUserNames) {}
