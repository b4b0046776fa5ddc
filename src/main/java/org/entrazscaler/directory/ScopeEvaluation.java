package org.entrazscaler.directory;

import java.util.List;

/**
 * The facts about the scope of an object that are not in its properties. They are three of the four
 * conditions for Entra's {@code IsSoftDeleted}; the fourth one is that the user is blocked.
 *
 * @param assigned whether the object is assigned to the enterprise application, directly or through
 *     a group; always true with {@code provisioning.scope=all}
 * @param passesFilter whether the object passes its scoping filter
 * @param deleted whether the object is soft-deleted or permanently deleted in Entra
 * @param roles the roles of a user in the enterprise application, directly or through a group, each
 *     as {@link org.entrazscaler.graph.AppRole#json}; empty if no mapping reads them
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works">How
 *     Application Provisioning works in Microsoft Entra ID</a>
 */
public record ScopeEvaluation(
    boolean assigned, boolean passesFilter, boolean deleted, List<String> roles) {

  /** Copies the list. */
  public ScopeEvaluation {
    roles = List.copyOf(roles);
  }

  /** A scope evaluation without roles. */
  public ScopeEvaluation(boolean assigned, boolean passesFilter, boolean deleted) {
    this(assigned, passesFilter, deleted, List.of());
  }

  /** In scope and not deleted. */
  public static final ScopeEvaluation IN_SCOPE = new ScopeEvaluation(true, true, false);

  /** Whether the object counts as soft-deleted, even if the user is not blocked. */
  public boolean isSoftDeleted() {
    return !assigned || !passesFilter || deleted;
  }
}
