package org.entrazscaler.write;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogError;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.LogEntries;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.TargetReading;

/**
 * Accounts that turned out to be gone from Zscaler while a group was written. Their users are
 * matched again, each at most once in a cycle. Thread-safe.
 */
final class LostAccounts {

  private static final String REASON = "The object is no longer in Zscaler; it is matched again.";

  private final State state;
  private final CycleControl cycles;
  private final TargetReading target;
  private final ProvisioningRecords records;
  private final Set<ObjectKey> users = ConcurrentHashMap.newKeySet();

  LostAccounts(WriteContext context) {
    this.state = context.state();
    this.cycles = context.cycles();
    this.target = context.target();
    this.records = context.records();
  }

  /** Forgets the lost accounts of an earlier cycle. */
  void clear() {
    users.clear();
  }

  /**
   * Whether lost accounts were found, so that users must be written again before this cycle ends.
   *
   * @return false if none were found in this cycle
   */
  public boolean hasAny() {
    return !users.isEmpty();
  }

  /**
   * Removes the link to a lost account, so that its user is matched again.
   *
   * @param account SCIM id of an account that Zscaler does not have
   * @return false if the user has already lost an account in this cycle
   */
  boolean rematch(String account) {
    ObjectKey user =
        state.links().findByTarget(ObjectType.USER, account).map(Link::key).orElse(null);
    if (user == null) {
      return true;
    }
    if (!users.add(user)) {
      return false;
    }
    StoredObject stored = state.source().find(user).orElse(null);
    if (stored != null) {
      Candidate candidate = new Candidate(stored, true, true, false);
      state
          .outcomes()
          .record(
              List.of(
                  new Outcome.Lost(
                      user,
                      null,
                      records
                          .log()
                          .refused(
                              candidate,
                              LogError.of("InvalidAnchor"),
                              REASON,
                              LogEntries.step(
                                  "EntryMatching", "matching", LogEntry.FAILURE, REASON)))));
      target.remove(ObjectType.USER, account);
      cycles.reportDone("User " + candidate.name() + ": " + REASON);
    }
    return true;
  }
}
