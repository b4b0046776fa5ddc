package org.entrazscaler.safeguard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a safeguard holds: what takes away is not carried out until a person approves it or refuses
 * it. The objects themselves stay pending and are counted anew in each cycle, so that nothing is
 * ever carried out that is no longer right.
 *
 * @param cycle id of the cycle that began to hold; by it people name the hold
 * @param since when it began
 * @param phase how far it is decided
 * @param numbers what is held, as the last cycle counted it
 * @param shown what was last told to a person, by the mail or by {@code approve}
 * @param threshold {@code provisioning.accidental-deletion-threshold} when it was counted
 * @param share {@code provisioning.accidental-deletion-share} when it was counted, in percent
 * @param reasons what is above a limit, a sentence each
 * @param names the first of what is held, a line each
 * @param notified whether a mail has told of it
 */
public record Hold(
    long cycle,
    Instant since,
    Phase phase,
    Numbers numbers,
    Numbers shown,
    int threshold,
    int share,
    List<String> reasons,
    List<String> names,
    boolean notified) {

  /** More names than this say nothing more. */
  public static final int MOST_NAMES = 20;

  /** How far a hold is decided. */
  public enum Phase {
    /** It waits for a person. */
    HELD,
    /** A person has approved what was shown; whether it is still the same is not known yet. */
    APPROVED,
    /** It was still the same, and is being carried out. */
    RELEASED
  }

  /**
   * How much is taken away.
   *
   * @param users accounts disabled, deleted or replaced
   * @param groups groups emptied or deleted
   * @param members members removed from groups that stay, leavers among them
   */
  public record Numbers(int users, int groups, int members) {

    /**
     * Whether nothing is taken away.
     *
     * @return true if all are 0
     */
    public boolean isEmpty() {
      return users == 0 && groups == 0 && members == 0;
    }

    /**
     * Whether no number is above another one.
     *
     * @param other what was approved
     * @return true if it covers this
     */
    public boolean isWithin(Numbers other) {
      return users <= other.users && groups <= other.groups && members <= other.members;
    }

    /**
     * In words.
     *
     * @return such as {@code 12 users, 1 group and 40 memberships}
     */
    public String describe() {
      return count(users, "user")
          + ", "
          + count(groups, "group")
          + " and "
          + count(members, "membership");
    }

    private static String count(int number, String thing) {
      return number + " " + thing + (number == 1 ? "" : "s");
    }
  }

  /** Copies the lists. */
  public Hold {
    reasons = List.copyOf(reasons);
    names = List.copyOf(names);
  }

  /**
   * The same hold, otherwise decided.
   *
   * @param next the phase
   * @return a copy
   */
  public Hold withPhase(Phase next) {
    return new Hold(cycle, since, next, numbers, shown, threshold, share, reasons, names, notified);
  }

  /**
   * The same hold, its present numbers known to a person.
   *
   * @param byMail whether a mail has told of them
   * @return a copy
   */
  public Hold withShown(boolean byMail) {
    return new Hold(
        cycle,
        since,
        phase,
        numbers,
        numbers,
        threshold,
        share,
        reasons,
        names,
        notified || byMail);
  }

  /**
   * The same hold with what a later cycle has counted.
   *
   * @param withCounts the numbers
   * @param because what is above a limit; empty to keep what was
   * @param first the first of what is held
   * @return a copy
   */
  public Hold withCounts(Numbers counted, List<String> because, List<String> first) {
    return new Hold(
        cycle,
        since,
        phase,
        counted,
        shown,
        threshold,
        share,
        because.isEmpty() ? reasons : because,
        first,
        notified);
  }

  /**
   * What people are told of one that a dry run has brought about: it names no cycle, because
   * nothing is held.
   *
   * @return a sentence each: what would be held, and why
   */
  public List<String> dryRunSentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "A safeguard would hold this until a person decides: "
            + numbers.describe()
            + ". Creates, updates and additions would go on.");
    sentences.addAll(reasons);
    return sentences;
  }

  /**
   * What people are told of it.
   *
   * @return a sentence each: what is held, why, and what to do
   */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Held since cycle "
            + cycle
            + ", and not taken away from Zscaler: "
            + numbers.describe()
            + ". Creates, updates and additions go on.");
    sentences.addAll(reasons);
    sentences.add(
        "To do: if this is meant, use the command \"approve "
            + cycle
            + "\". If not, mend the cause (the assignments, the scoping filter, the mapping), then"
            + " use \"refuse "
            + cycle
            + "\"; the next cycle reads everything anew.");
    return sentences;
  }
}
