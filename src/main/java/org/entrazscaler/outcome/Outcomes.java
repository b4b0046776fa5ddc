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
 * Records what became of a change: link, log entry, dead-letter store and the object's rest in one
 * transaction, so that a crash leaves either none or all of it.
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
   * Records what became of changes: all of it or nothing, one outcome after the other.
   *
   * @param outcomes in the order in which they came about
   */
  public void record(List<? extends Outcome> outcomes) {
    jdbi.useTransaction(h -> record(h, outcomes));
  }

  /** The same as a part of a transaction. */
  public void record(Handle h, List<? extends Outcome> outcomes) {
    recording(h).record(outcomes);
  }

  /** Takes notice, as a part of a transaction, that the target object is gone. */
  public void unlink(Handle h, ObjectKey key) {
    Recording unlinking = recording(h);
    unlinking.unlink(key);
    unlinking.write();
  }

  private Recording recording(Handle h) {
    return new Recording(h, source, links, passedOn, names, log);
  }
}
