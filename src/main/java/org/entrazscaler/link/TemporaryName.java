package org.entrazscaler.link;

import org.entrazscaler.graph.ObjectKey;

/**
 * A name that an object has until its final name is free.
 *
 * @param key the source object
 * @param temporary the name that it has, or is about to get
 * @param former the name that it had
 * @param wished the final name
 */
public record TemporaryName(ObjectKey key, String temporary, String former, String wished) {}
