package org.entrazscaler.safeguard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.text.Count;

/**
 * The hold of a safeguard: removals are not carried out until an administrator approves or refuses
 * them. The objects stay pending and are counted again in each cycle, so that no outdated removal
 * is carried out.
 *
 * @param cycle id of the cycle that started the hold; it identifies the hold
 * @param since when it began
 * @param phase the phase of the decision
 * @param numbers the held removals, as the last cycle counted them
 * @param shown the numbers that were last shown, by the mail or by {@code approve}
 * @param threshold {@code provisioning.accidental-deletion-threshold} when it was counted
 * @param share {@code provisioning.accidental-deletion-share} when it was counted, in percent
 * @param reasons a sentence for each exceeded limit
 * @param names the first held removals, a line each
 * @param notified whether a mail has reported it
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

  /** The maximum number of names. */
  public static final int MOST_NAMES = 20;

  /** The phase of the decision on a hold. */
  public enum Phase {
    /** It waits for an administrator. */
    HELD,
    /** The shown numbers were approved; the next cycle checks that they are still the same. */
    APPROVED,
    /** The numbers were the same; the removals are being carried out. */
    RELEASED
  }

  /**
   * The number of removals.
   *
   * @param users accounts disabled, deleted or replaced
   * @param groups groups emptied or deleted
   * @param members members removed from groups that stay, including leavers
   */
  public record Numbers(int users, int groups, int members) {

    /** Whether all numbers are 0. */
    public boolean isEmpty() {
      return users == 0 && groups == 0 && members == 0;
    }

    /** Whether no number is greater than in another count. */
    boolean isWithin(Numbers other) {
      return users <= other.users && groups <= other.groups && members <= other.members;
    }

    /**
     * As text.
     *
     * @return such as {@code 12 users, 1 group and 40 memberships}
     */
    public String describe() {
      return Count.of(users, "user")
          + ", "
          + Count.of(groups, "group")
          + " and "
          + Count.of(members, "membership");
    }
  }

  /** Copies the lists. */
  public Hold {
    reasons = List.copyOf(reasons);
    names = List.copyOf(names);
  }

  /** Sets the phase. */
  public Hold withPhase(Phase next) {
    return new Hold(cycle, since, next, numbers, shown, threshold, share, reasons, names, notified);
  }

  /**
   * Sets the current numbers as shown.
   *
   * @param byMail whether a mail has shown them
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
   * Sets the count of a later cycle.
   *
   * @param counted the numbers
   * @param because a sentence for each exceeded limit; empty to keep the former sentences
   * @param first the first held removals
   * @return a copy
   */
  Hold withCounts(Numbers counted, List<String> because, List<String> first) {
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
   * The message for a hold in a dry run. It names no cycle, because nothing is held.
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
   * The message for a hold.
   *
   * @return a sentence each: what is held, why, and what to do
   */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Held since cycle "
            + cycle
            + ", and not removed from Zscaler: "
            + numbers.describe()
            + ". Creates, updates and additions go on.");
    sentences.addAll(reasons);
    sentences.add(
        "To do: if this is intended, use the command \"approve "
            + cycle
            + "\". If not, correct the cause (the assignments, the scoping filter, the mapping),"
            + " then use \"refuse "
            + cycle
            + "\"; the next cycle reads everything again.");
    return sentences;
  }
}
