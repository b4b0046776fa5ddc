package org.entrazscaler.plan;

import java.util.Optional;

/** Turns the id of a user in Entra into the id of its account in the target. */
@FunctionalInterface
public interface References {

  /**
   * Resolves a reference.
   *
   * @param sourceId object id of a user
   * @return SCIM {@code id}; empty if the user has no account
   */
  Optional<String> resolve(String sourceId);
}
