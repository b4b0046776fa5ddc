package org.entrazscaler.directory;

import java.util.List;

/**
 * Where an object stands, as far as its own properties do not say it. Three of the four cases in
 * which Entra's {@code IsSoftDeleted} is true; the fourth is a blocked account.
 *
 * @param assigned whether it is assigned to the enterprise application, directly or through a
 *     group; always true where everyone is in scope
 * @param passesFilter whether its scoping filter lets it through
 * @param deleted whether it is soft-deleted, or deleted for good, in Entra
 * @param roles the roles that a user holds on the enterprise application, directly or through a
 *     group, each as {@link org.entrazscaler.graph.AppRole#json}; empty where no mapping asks for
 *     them
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

  /** Where an object without known roles stands. */
  public ScopeEvaluation(boolean assigned, boolean passesFilter, boolean deleted) {
    this(assigned, passesFilter, deleted, List.of());
  }

  /** In scope and not deleted. */
  public static final ScopeEvaluation IN_SCOPE = new ScopeEvaluation(true, true, false);

  /**
   * Whether the object counts as soft-deleted whatever its account's state.
   *
   * @return true if it is not assigned, not let through, or deleted
   */
  public boolean softDeleted() {
    return !assigned || !passesFilter || deleted;
  }
}
