package org.entrazscaler.outcome;

import java.util.Set;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A planned change that is about to be sent, with the data of the state that the write needs.
 *
 * @param planned the planned change
 * @param source the current source object; null if it no longer exists in Entra
 * @param unchanged whether the source object is pending and has not changed since planning; true
 *     also for a change without a source object
 * @param link the link of the source object, or null
 * @param referencedUsers object ids of the users that the object refers to, such as its manager
 */
public record DueChange(
    StoredChange planned,
    @Nullable StoredObject source,
    boolean unchanged,
    @Nullable Link link,
    Set<String> referencedUsers) {}
