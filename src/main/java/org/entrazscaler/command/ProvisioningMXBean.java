package org.entrazscaler.command;

/**
 * The commands, as operations of the MBean {@code org.entrazscaler:type=Provisioning} and for the
 * command line. Operations accept and return text and ids, never file paths. Several threads may
 * call them at the same time. A call returns when the command is done, for a cycle perhaps hours
 * later.
 */
@Description("Provisions users and groups from Microsoft Entra ID to Zscaler.")
public interface ProvisioningMXBean {

  /**
   * Runs one provisioning cycle, after a running one.
   *
   * @return the summary and the exit status of the cycle
   */
  @Description("Runs one provisioning cycle now and waits for its end.")
  CommandOutcome runCycle();

  /**
   * Shows in a dry run what the next cycle would do; writes nothing anywhere.
   *
   * @param json true for the JSON that {@code apply} reads, false for text
   * @return the plan; exit status 1 if something cannot be written, 3 if a connection failed, 4 if
   *     a safeguard would hold removals
   */
  @Description("Shows what the next cycle would do; writes nothing anywhere.")
  CommandOutcome plan(@Description("true for JSON, false for text") boolean json);

  /**
   * Carries out exactly a plan, in a cycle of its own. What has changed since on either side is
   * left out and named, and is handled by the next cycle.
   *
   * @param plan the JSON that {@link #plan} returned
   * @return what was done and what was left out; exit status 1 if anything was left out, 2 if the
   *     text is not a plan, or not a plan for these settings
   */
  @Description("Carries out exactly a plan; what has changed since is left out and named.")
  CommandOutcome apply(@Description("the JSON of a plan") String plan);

  /**
   * Tests both connections, as Entra's Test Connection does.
   *
   * @return one line per test
   */
  @Description("Tests the connections and credentials of both sides; writes nothing.")
  CommandOutcome testConnection();

  /**
   * Shows what is running, and the result of the last cycle.
   *
   * @param json true for JSON, false for text
   */
  @Description("Shows what is running, the last cycle, what is parked and what is held.")
  CommandOutcome status(@Description("true for JSON, false for text") boolean json);

  /**
   * Reads the provisioning log, newest entry last.
   *
   * @param format {@code text}, {@code json} (one object per line) or {@code csv}
   * @param since a duration such as {@code 2h} or {@code 7d}; empty for the whole log
   * @param result {@code success}, {@code failure} or {@code skipped}; empty for all
   * @param object id or name of a user or group; empty for all
   * @param cycle id of a cycle; empty for all
   */
  @Description("Reads the provisioning log, newest entry last; an empty parameter selects all.")
  CommandOutcome logs(
      @Description("text, json (one object per line) or csv") String format,
      @Description("how far back, such as 2h or 7d") String since,
      @Description("success, failure or skipped") String result,
      @Description("a user or group, by id or name") String object,
      @Description("a cycle's id") String cycle);

  /**
   * Takes objects off the dead-letter list, so that the next cycle tries them again.
   *
   * @param names ids or names of users and groups; may be empty
   * @param cause text that is part of the reason; empty for none
   * @param all true for every parked object
   * @return the number of objects, and the names that were not found
   */
  @Description("Takes parked objects off the dead-letter list: the next cycle tries them.")
  CommandOutcome retry(
      @Description("users and groups, by id or name") String[] names,
      @Description("text that is part of the reason for which they are parked") String cause,
      @Description("true for every parked object") boolean all);

  /**
   * Shows, or carries out, the inverse of what one cycle wrote, from the values in the provisioning
   * log.
   *
   * @param cycle id of a cycle, or {@code last} for the last one that wrote anything
   * @param apply true to carry it out, false to show it
   * @param json true for JSON, false for text
   * @return what is or would be undone, and what is left out
   */
  @Description("Shows, or carries out, the inverse of what one cycle wrote.")
  CommandOutcome undo(
      @Description("a cycle's id, or last") String cycle,
      @Description("true to carry it out, false to show it") boolean apply,
      @Description("true for JSON, false for text") boolean json);

  /**
   * Carries out what a safeguard holds, in a cycle of its own, if the numbers are still those that
   * were shown.
   *
   * @param cycle id of the cycle that began to hold
   * @return what was done, or the new numbers with exit status 4
   */
  @Description(
      "Carries out what a safeguard holds, if its numbers are still those that were shown.")
  CommandOutcome approve(@Description("the cycle that began to hold") String cycle);

  /**
   * Drops what a safeguard holds. The next cycle is an initial one, which holds again if the cause
   * remains.
   *
   * @param cycle id of the cycle that began to hold
   */
  @Description("Drops what a safeguard holds; the next cycle is an initial one.")
  CommandOutcome refuse(@Description("the cycle that began to hold") String cycle);

  /**
   * Compares Zscaler with what it should contain, in a cycle of its own.
   *
   * @param fix whether differences are repaired, by the ordinary planning, safeguards and writing
   * @param foreignMembers whether foreign members of managed groups are removed; only with {@code
   *     fix}
   * @return counts, then each difference; exit status 0 if there are none or all are repaired
   */
  @Description("Compares Zscaler with what it should contain; reports or repairs differences.")
  CommandOutcome reconcile(
      @Description("true to repair the differences") boolean fix,
      @Description("with fix: true to remove foreign members from managed groups")
          boolean foreignMembers);

  /**
   * Makes the next cycle an initial one, as the portal's Restart does. Quarantine and parked
   * objects are forgotten; a hold of a safeguard stays.
   *
   * @param links true to forget the links too
   */
  @Description("Makes the next cycle an initial one; forgets quarantine and parked objects.")
  CommandOutcome restart(
      @Description("true to forget the links too and match again") boolean links);

  /**
   * Shows the attribute mapping with the value of each row for one user.
   *
   * @param user a user in the source copy, by id, userPrincipalName or displayName; empty if {@code
   *     attributesJson} is given
   * @param attributesJson a JSON object of Entra's attributes; empty if {@code user} is given
   * @return the mapping table
   */
  @Description("Shows each row of the attribute mapping with its value for one user.")
  CommandOutcome showMapping(
      @Description("a user, by id, userPrincipalName or displayName") String user,
      @Description("or Entra's attributes as a JSON object") String attributesJson);

  /**
   * Shows what expressions and filters can read of one user.
   *
   * @param user a user in the source copy, by id, userPrincipalName or displayName
   * @return a JSON object of the attributes that have a value, by Entra's names
   */
  @Description("Shows the attributes of one user in the source copy, by Entra's names, as JSON.")
  CommandOutcome attributes(
      @Description("a user, by id, userPrincipalName or displayName") String user);

  /**
   * Provisions one user or group on demand, also while a cycle is running or a safeguard holds
   * removals.
   *
   * @param name object id, userPrincipalName or displayName
   * @param plan true to show only what would be done
   * @return the steps with their values; exit status 1 if it failed, or if no object or several
   *     objects have the name, 3 if a connection failed
   */
  @Description("Provisions one user or group now, and shows each step with its values.")
  CommandOutcome provision(
      @Description("a user or group, by id, userPrincipalName or displayName") String name,
      @Description("true to show only what would be done") boolean plan);
}
