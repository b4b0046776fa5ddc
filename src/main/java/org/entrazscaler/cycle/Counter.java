package org.entrazscaler.cycle;

/** What a cycle counts, by the names that {@code status --json} shows. */
public enum Counter {
  /** Changes of assignments, users and groups that were read. */
  READ("read"),
  /** Target objects created. */
  CREATE("create"),
  /** Target objects changed. */
  UPDATE("update"),
  /** Accounts disabled. */
  DISABLE("disable"),
  /** Groups whose managed members were removed. */
  EMPTY("empty"),
  /** Target objects deleted. */
  DELETE("delete"),
  /** Existing target objects that were linked. */
  ADOPT("adopt"),
  /** Members added to groups. */
  MEMBERS_ADDED("membersAdded"),
  /** Members removed from groups. */
  MEMBERS_REMOVED("membersRemoved"),
  /** Memberships that are not written because the account is in the maximum number of groups. */
  LEFT_OUT("leftOut"),
  /** Users, groups and memberships whose removal a safeguard holds. */
  HELD("held"),
  /** Differences that a reconciliation found between the target and its required content. */
  DIFFERENT("different"),
  /** Objects that were evaluated and needed no change. */
  SKIPPED("skipped"),
  /** Objects that could not be written. */
  FAILED("failed");

  private final String jsonName;

  Counter(String shown) {
    this.jsonName = shown;
  }

  /**
   * The name in {@code status --json}.
   *
   * @return in camel case
   */
  public String jsonName() {
    return jsonName;
  }
}
