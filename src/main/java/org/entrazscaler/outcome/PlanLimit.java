package org.entrazscaler.outcome;

import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.plan.Change;

/** Limits what is written to a saved plan. Called by several threads. */
public interface PlanLimit {

  /**
   * Whether a saved plan limits the current work.
   *
   * @return false in every other cycle, and for provisioning on demand during the cycle
   */
  boolean isActive();

  /**
   * Whether a planned change may be carried out. Changes that were read while the cycle was writing
   * are planned during it, and may not be in the saved plan.
   *
   * @param planned the planned change
   * @return true in every cycle without a saved plan
   */
  boolean allows(StoredChange planned);

  /** The SCIM ids of accounts that may join a group by the plan. */
  Set<String> joining(String group);

  /** The SCIM ids of accounts that may leave a group by the plan. */
  Set<String> leaving(String group);

  /**
   * Reports the members of a group that are left out, because the plan does not contain them.
   *
   * @param change the change of the group, carried out as far as the plan contains it
   * @param held whether a safeguard holds the removals
   * @param refused whether Zscaler refused an account, which is reported in another way
   */
  void leaveOutMembers(Change change, boolean held, Predicate<String> refused);
}
