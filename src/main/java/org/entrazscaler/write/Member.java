package org.entrazscaler.write;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who joins or leaves a group.
 *
 * @param id object id of the user, or null if the account belongs to no user of Entra
 * @param name what people call the user, or the account where there is no user
 * @param targetId SCIM {@code id} of the account; fabricated while it is only planned
 */
public record Member(@Nullable String id, String name, String targetId) {

  /**
   * What makes two of them the same: the user, whatever account it has got meanwhile.
   *
   * @return the object id, or the account's id where there is no user
   */
  public String identity() {
    return id == null ? targetId : id;
  }
}
