package org.entrazscaler.command;

/**
 * The commands, as operations of the MBean {@code org.entrazscaler:type=Provisioning} and for the
 * command line. Operations take and give text and ids, never file paths. Each may be called from
 * several threads at a time and returns when the command is done, for a cycle perhaps hours later.
 */
@Description("Provisions users and groups from Microsoft Entra ID to Zscaler.")
public interface ProvisioningMXBean {

  /**
   * Runs one provisioning cycle, after the one that is under way, if one is.
   *
   * @return the cycle's summary and exit status
   */
  @Description("Runs one provisioning cycle now and waits for its end.")
  CommandOutcome runCycle();

  /**
   * A dry run: tells what the next cycle would do, and writes nothing anywhere.
   *
   * @param json true for the JSON form, which {@code apply} takes; false for text
   * @return the plan; exit status 1 if something cannot be written, 3 if a connection failed, 4 if
   *     a safeguard would hold what takes away
   */
  @Description("Shows what the next cycle would do; writes nothing anywhere.")
  CommandOutcome plan(@Description("true for JSON, false for text") boolean json);

  /**
   * Carries out exactly what a plan has, in a cycle of its own. What has changed since on either
   * side is left out and named, and comes with the next cycle.
   *
   * @param plan the JSON form that {@link #plan} gave
   * @return what was done and what was left out; exit status 1 if anything was left out, 2 if this
   *     is no plan, or not one for these settings
   */
  @Description("Carries out exactly a plan; what has changed since is left out and named.")
  CommandOutcome apply(@Description("the JSON of a plan") String plan);

  /**
   * Tests both connections as Entra's Test Connection does.
   *
   * @return one line for each thing tested
   */
  @Description("Tests the connections and credentials of both sides; writes nothing.")
  CommandOutcome testConnection();

  /**
   * Tells what the program does and what its last cycle came to.
   *
   * @param json true for JSON, false for text
   * @return the state of provisioning
   */
  @Description("Shows what is running, the last cycle, what is parked and what is held.")
  CommandOutcome status(@Description("true for JSON, false for text") boolean json);

  /**
   * Reads the provisioning log, newest entry last.
   *
   * @param format {@code text}, {@code json} (one object a line) or {@code csv}
   * @param since a duration such as {@code 2h} or {@code 7d}; empty for the whole log
   * @param result {@code success}, {@code failure} or {@code skipped}; empty for all
   * @param object a user's or group's id or name; empty for all
   * @param cycle a cycle's id; empty for all
   * @return the entries
   */
  @Description("Reads the provisioning log, newest entry last; an empty parameter selects all.")
  CommandOutcome logs(
      @Description("text, json (one object a line) or csv") String format,
      @Description("how far back, such as 2h or 7d") String since,
      @Description("success, failure or skipped") String result,
      @Description("a user or group, by id or name") String object,
      @Description("a cycle's id") String cycle);

  /**
   * Takes objects out of the dead-letter store, so that the next cycle tries them again.
   *
   * @param names ids or names of users and groups; may be empty
   * @param cause text that the reason of parking contains; empty for none
   * @param all true for every parked object
   * @return what was taken out, and what was not found
   */
  @Description("Takes parked objects out of the dead-letter store: the next cycle tries them.")
  CommandOutcome retry(
      @Description("users and groups, by id or name") String[] names,
      @Description("text in the reason for which they are parked") String cause,
      @Description("true for every parked object") boolean all);

  /**
   * Shows, or carries out, the inverse of what one cycle wrote, from the values in the provisioning
   * log.
   *
   * @param cycle a cycle's id, or {@code last} for the last one that wrote something
   * @param apply true to carry it out, false to show it
   * @param json true for JSON, false for text
   * @return what is, or would be, taken back, and what is left out
   */
  @Description("Shows, or carries out, the inverse of what one cycle wrote.")
  CommandOutcome undo(
      @Description("a cycle's id, or last") String cycle,
      @Description("true to carry it out, false to show it") boolean apply,
      @Description("true for JSON, false for text") boolean json);

  /**
   * Carries out what a safeguard holds, in a cycle of its own, if its numbers are still those that
   * were shown.
   *
   * @param cycle id of the cycle that began to hold
   * @return what was done, or the new numbers with exit status 4
   */
  @Description(
      "Carries out what a safeguard holds, if its numbers are still those that were shown.")
  CommandOutcome approve(@Description("the cycle that began to hold") String cycle);

  /**
   * Drops what a safeguard holds; the next cycle is an initial one, which holds again if the cause
   * is not mended.
   *
   * @param cycle id of the cycle that began to hold
   * @return what was dropped
   */
  @Description("Drops what a safeguard holds; the next cycle is an initial one.")
  CommandOutcome refuse(@Description("the cycle that began to hold") String cycle);

  /**
   * Compares what Zscaler holds with what it should hold, in a cycle of its own.
   *
   * @param fix whether differences are repaired, by the ordinary planning, safeguards and writing
   * @param foreignMembers whether members of groups of ours whom we neither put there nor want are
   *     removed; only with {@code fix}
   * @return counts, then each difference; exit status 0 without any, or once all are repaired
   */
  @Description("Compares what Zscaler holds with what it should hold; reports, or repairs.")
  CommandOutcome reconcile(
      @Description("true to repair the differences") boolean fix,
      @Description("true, while repairing, to remove members that are not ours from our groups")
          boolean foreignMembers);

  /**
   * Makes the next cycle an initial one, as the portal's Restart does. Quarantine and parked
   * objects are forgotten; a deletion stop stays.
   *
   * @param links true to forget the links between Entra's and Zscaler's objects too
   * @return what was forgotten
   */
  @Description("Makes the next cycle an initial one; forgets quarantine and parked objects.")
  CommandOutcome restart(@Description("true to forget the links too and match anew") boolean links);

  /**
   * Shows the attribute mapping with each row's value for one user.
   *
   * @param user a user of the last read copy, by id, userPrincipalName or displayName; empty when
   *     {@code attributesJson} is given
   * @param attributesJson a JSON object of Entra's attributes; empty when {@code user} is given
   * @return the mapping table
   */
  @Description("Shows each row of the attribute mapping with its value for one user.")
  CommandOutcome showMapping(
      @Description("a user, by id, userPrincipalName or displayName") String user,
      @Description("or Entra's attributes as a JSON object") String attributesJson);

  /**
   * Tells what expressions and filters can read of one user.
   *
   * @param user a user of the last read copy, by id, userPrincipalName or displayName
   * @return a JSON object of the attributes that have a value, by Entra's names
   */
  @Description("Shows the attributes of one user of the last read copy, by Entra's names, as JSON.")
  CommandOutcome attributes(
      @Description("a user, by id, userPrincipalName or displayName") String user);

  /**
   * Provisions one user or group on demand, beside whatever cycle runs and whatever a safeguard
   * holds.
   *
   * @param name object id, userPrincipalName or displayName
   * @param plan true to show only what would be done
   * @return the steps with their values; exit status 1 if it failed, or if there is no such object
   *     or several are called so, 3 if a connection failed
   */
  @Description("Provisions one user or group now, and shows each step with its values.")
  CommandOutcome provision(
      @Description("a user or group, by id, userPrincipalName or displayName") String name,
      @Description("true to show only what would be done") boolean plan);
}
