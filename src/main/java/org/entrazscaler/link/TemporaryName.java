package org.entrazscaler.link;

import org.entrazscaler.graph.ObjectKey;

/**
 * A name that an object has for as long as it takes others to leave the name that it is to have.
 *
 * @param key the source object
 * @param temporary the name it has, or is about to get
 * @param former the name it had
 * @param wished the name it is to have
 */
public record TemporaryName(ObjectKey key, String temporary, String former, String wished) {}
