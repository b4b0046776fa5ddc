package org.entrazscaler.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entrazscaler.graph.ObjectKey;

/**
 * The copy of a user or group as last read.
 *
 * @param key its key
 * @param properties the stored properties, by Graph's names
 * @param complete whether all properties are stored that the mappings need; if false, only those
 *     that the scope needs
 * @param presence whether Entra still has the object
 * @param inScope whether the object was in scope when it was last completed
 * @param changed number of the last change of the object; used at completion to detect that the
 *     object has changed again
 */
public record StoredObject(
    ObjectKey key,
    ObjectNode properties,
    boolean complete,
    Presence presence,
    boolean inScope,
    long changed) {}
