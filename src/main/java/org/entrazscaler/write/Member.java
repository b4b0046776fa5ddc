package org.entrazscaler.write;

import org.jspecify.annotations.Nullable;

/**
 * A member that is added to a group or removed from it.
 *
 * @param id object id of the user, or null if no user in Entra has the account
 * @param name display name of the user, or the account if there is no user
 * @param targetId SCIM {@code id} of the account; a placeholder while the account is only planned
 */
public record Member(@Nullable String id, String name, String targetId) {}
