package org.entrazscaler.journal;

import org.jspecify.annotations.Nullable;

/**
 * An object as the provisioning log names it.
 *
 * @param id object id in Entra or SCIM {@code id}; null if there is none
 * @param name userPrincipalName, userName or displayName of a group; null if it has none
 * @param displayName its displayName, or null
 */
public record LogIdentity(
    @Nullable String id, @Nullable String name, @Nullable String displayName) {

  /** For an object that does not exist. */
  public static final LogIdentity NONE = new LogIdentity(null, null, null);
}
