package org.entrazscaler.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.safeguard.Hold;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * What a mail has to say.
 *
 * @param subject one line
 * @param content what the templates of the mail show
 * @param parked the objects it names
 * @param failure why the whole cycle stopped, or null
 * @param hold what a safeguard holds and no mail has told of, or null
 * @param quarantine what is new about a quarantine
 * @param drift what is new about reconciliations
 */
record Digest(
    String subject,
    MailContent content,
    List<ParkedObject> parked,
    @Nullable String failure,
    @Nullable Hold hold,
    QuarantineNews quarantine,
    DifferenceNews drift) {

  /**
   * Collects what no mail has said yet.
   *
   * @param state where it is recorded
   * @param tenantUrl which Zscaler it is about
   * @param now the present
   * @return empty if there is nothing new
   */
  public static Optional<Digest> of(State state, String tenantUrl, Instant now) {
    List<ParkedObject> parked = state.parked().unnotified();
    CycleRecord cycle = state.cycles().last().orElseThrow();
    String failure = cycle.reason();
    if (failure == null) {
      state.facts().remove(Facts.NOTIFIED_CAUSE);
    } else if (state.facts().get(Facts.NOTIFIED_CAUSE).filter(told(failure)).isPresent()) {
      failure = null;
    }
    Hold hold =
        state
            .holds()
            .find()
            .filter(h -> h.phase() == Hold.Phase.HELD && !h.notified())
            .orElse(null);
    QuarantineNews quarantine = QuarantineNews.of(state, now);
    DifferenceNews drift = DifferenceNews.of(state);
    return parked.isEmpty()
            && failure == null
            && hold == null
            && quarantine.isEmpty()
            && drift.isEmpty()
        ? Optional.empty()
        : Optional.of(write(cycle, parked, failure, hold, quarantine, drift, tenantUrl));
  }

  private static Predicate<String> told(String failure) {
    return before -> essence(before).equals(essence(failure));
  }

  /** Without the ids that Entra makes anew for each answer: they make no other failure. */
  static String essence(String failure) {
    return failure.replaceAll("\\b\\p{XDigit}{8}-[\\p{XDigit}-]*", "…");
  }

  /**
   * Records that the mail was handed over.
   *
   * @param state where it is recorded
   * @param now the present
   */
  public void sent(State state, Instant now) {
    state.parked().markNotified(parked);
    if (failure != null) {
      state.facts().put(Facts.NOTIFIED_CAUSE, failure);
    }
    if (hold != null) {
      state.holds().put(hold.withShown(true));
    }
    quarantine.sent(state, now);
    drift.sent(state);
  }

  private static Digest write(
      CycleRecord cycle,
      List<ParkedObject> parked,
      @Nullable String failure,
      @Nullable Hold hold,
      QuarantineNews quarantine,
      DifferenceNews drift,
      String tenantUrl) {
    return new Digest(
        subject(cycle, parked, failure, hold, quarantine, drift),
        new MailContent(
            tenantUrl,
            cycle.id(),
            quarantine.isEmpty()
                ? null
                : new MailContent.Listing(quarantine.sentences(), List.of()),
            failure == null || quarantine.explains(failure) ? null : failure,
            hold == null ? null : new MailContent.Listing(hold.sentences(), hold.names()),
            drift.isEmpty()
                ? null
                : new MailContent.Listing(List.of(drift.sentence()), drift.lines()),
            MailContent.Cause.of(parked)),
        List.copyOf(parked),
        failure,
        hold,
        quarantine,
        drift);
  }

  private static String subject(
      CycleRecord cycle,
      List<ParkedObject> parked,
      @Nullable String failure,
      @Nullable Hold hold,
      QuarantineNews quarantine,
      DifferenceNews drift) {
    String said;
    if (quarantine.subject().isPresent()) {
      said = quarantine.subject().get();
    } else if (failure != null) {
      said = "Zscaler provisioning has stopped";
    } else if (hold != null) {
      said = "Zscaler provisioning holds what takes away: " + hold.numbers().describe();
    } else if (parked.isEmpty()) {
      said = drift.subject();
    } else {
      said =
          "Zscaler provisioning: " + MailContent.objects(parked.size()) + " could not be written";
    }
    return said + " (cycle " + cycle.id() + ")";
  }
}
