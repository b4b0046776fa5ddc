package org.entrazscaler.cycle;

/** What a cycle counts, by the names that {@code status --json} shows. */
public enum Counter {
  /** Changes of assignments, users and groups that were read. */
  READ("read"),
  /** Target objects made. */
  CREATE("create"),
  /** Target objects changed. */
  UPDATE("update"),
  /** Accounts disabled. */
  DISABLE("disable"),
  /** Groups that our members left. */
  EMPTY("empty"),
  /** Target objects deleted. */
  DELETE("delete"),
  /** Target objects that were there already and are ours now. */
  ADOPT("adopt"),
  /** Members added to groups. */
  MEMBERS_ADDED("membersAdded"),
  /** Members removed from groups. */
  MEMBERS_REMOVED("membersRemoved"),
  /** Memberships that are not written, because an account is in as many groups as it may. */
  LEFT_OUT("leftOut"),
  /** Users, groups and memberships that a safeguard does not let be taken away. */
  HELD("held"),
  /** Differences between the target and what it should hold, as a reconciliation found them. */
  DIFFERENT("different"),
  /** Objects that were looked at and needed nothing. */
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
