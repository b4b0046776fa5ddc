package org.entrazscaler.outcome;

import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.ProvisioningLog;
import org.entrazscaler.link.HandoverStore;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.link.NameStore;
import org.entrazscaler.source.SourceStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Records the outcomes of changes: link, log entry, dead-letter list and pending mark in one
 * transaction, so that a crash leaves none or all of it.
 */
public final class Outcomes {

  private final Jdbi jdbi;
  private final SourceStore source;
  private final LinkStore links;
  private final HandoverStore passedOn;
  private final NameStore names;
  private final ProvisioningLog log;

  public Outcomes(
      Jdbi jdbi,
      SourceStore source,
      LinkStore links,
      HandoverStore passedOn,
      NameStore names,
      ProvisioningLog log) {
    this.jdbi = jdbi;
    this.source = source;
    this.links = links;
    this.passedOn = passedOn;
    this.names = names;
    this.log = log;
  }

  /**
   * Records outcomes in one transaction.
   *
   * @param outcomes in the order in which they occurred
   */
  public void record(List<? extends Outcome> outcomes) {
    jdbi.useTransaction(h -> record(h, outcomes));
  }

  /** Records outcomes within a transaction. */
  public void record(Handle h, List<? extends Outcome> outcomes) {
    recording(h).record(outcomes);
  }

  /** Records within a transaction that the target object is gone. */
  public void unlink(Handle h, ObjectKey key) {
    Recording unlinking = recording(h);
    unlinking.unlink(key);
    unlinking.write();
  }

  private Recording recording(Handle h) {
    return new Recording(h, source, links, passedOn, names, log);
  }
}
