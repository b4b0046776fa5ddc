package org.entrazscaler.outcome;

import java.util.Set;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A planned change that is about to be sent, with what writing it reads of the state.
 *
 * @param planned the planned change
 * @param source the source object as it is now; null if Entra has it no longer
 * @param asPlanned whether the source object is still pending as it was planned; true also for a
 *     change without a source object
 * @param link the link of the source object; null if there is none
 * @param referencedUsers object ids of the users whom the object names, such as its manager
 */
public record DueChange(
    StoredChange planned,
    @Nullable StoredObject source,
    boolean asPlanned,
    @Nullable Link link,
    Set<String> referencedUsers) {}
