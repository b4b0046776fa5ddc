package org.entrazscaler.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entrazscaler.graph.ObjectKey;

/**
 * The last read copy of a user or group.
 *
 * @param key which one
 * @param properties Graph's properties as far as they are kept
 * @param complete whether every property that the mappings need is held; otherwise only what the
 *     scope needs
 * @param presence whether Entra still has it
 * @param inScope whether it was in scope when it was last settled
 * @param changed grows with each change that was read; to be given back when the object is settled
 */
public record StoredObject(
    ObjectKey key,
    ObjectNode properties,
    boolean complete,
    Presence presence,
    boolean inScope,
    long changed) {}
