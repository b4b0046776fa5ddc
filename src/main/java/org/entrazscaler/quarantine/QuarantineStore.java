package org.entrazscaler.quarantine;

import java.time.Instant;
import java.util.Optional;
import org.entrazscaler.store.Facts;
import org.entrazscaler.text.RecordJson;

/** The current quarantine, and an ended one whose end no mail has reported. */
public final class QuarantineStore {

  private static final String QUARANTINE = "quarantine";
  private static final String LIFTED = "quarantine-lifted";

  private final Facts facts;

  public QuarantineStore(Facts facts) {
    this.facts = facts;
  }

  /** The current quarantine; empty if there is none. */
  public Optional<Quarantine> find() {
    return find(QUARANTINE);
  }

  /** The quarantine whose end no mail has reported; empty if there is none. */
  public Optional<Quarantine> lifted() {
    return find(LIFTED);
  }

  private Optional<Quarantine> find(String name) {
    return facts.get(name).map(text -> RecordJson.read(text, Quarantine.class));
  }

  /** Stores a quarantine, in place of the one before. */
  public void put(Quarantine quarantine) {
    facts.put(QUARANTINE, RecordJson.line(quarantine));
    facts.remove(LIFTED);
  }

  /** Ends the quarantine; if a mail has reported it, a mail will report its end. */
  public void lift() {
    find().filter(q -> q.reported() != null).ifPresent(q -> facts.put(LIFTED, RecordJson.line(q)));
    facts.remove(QUARANTINE);
  }

  /** Forgets the ended quarantine, because a mail has reported its end. */
  public void forgetLifted() {
    facts.remove(LIFTED);
  }

  /** Removes the quarantine without a mail, because a person has ended it. */
  public void forget() {
    facts.remove(QUARANTINE);
    facts.remove(LIFTED);
  }

  /** Lets the next tick run a cycle, because a person has requested it. */
  public void bringForward(Instant now) {
    find().filter(q -> q.nextAttempt().isAfter(now)).ifPresent(q -> put(q.withNextAttempt(now)));
  }
}
