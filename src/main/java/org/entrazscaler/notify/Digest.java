package org.entrazscaler.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.safeguard.Hold;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.entrazscaler.text.Count;
import org.jspecify.annotations.Nullable;

/**
 * The content of one mail.
 *
 * @param subject one line
 * @param content what the templates of the mail show
 * @param parked the objects that it names
 * @param failure why the cycle stopped, or null
 * @param hold what a safeguard holds and no mail has reported, or null
 * @param quarantine news about a quarantine
 * @param drift news about differences that reconciliations found
 */
record Digest(
    String subject,
    MailContent content,
    List<ParkedObject> parked,
    @Nullable String failure,
    @Nullable Hold hold,
    QuarantineNews quarantine,
    DifferenceNews drift) {

  private static final String NOTHING_LOST =
      "Nothing is lost: the changes that were not written are written once this is corrected.";

  /**
   * Collects what no mail has reported yet.
   *
   * @param state has what to report
   * @param tenantUrl URL of the Zscaler tenant
   * @param now the current time
   * @return empty if there is nothing new
   */
  public static Optional<Digest> collect(State state, String tenantUrl, Instant now) {
    List<ParkedObject> parked = state.parked().unnotified();
    CycleRecord cycle = state.cycles().last().orElseThrow();
    String failure = cycle.reason();
    if (failure == null) {
      state.facts().remove(Facts.NOTIFIED_CAUSE);
    } else if (state.facts().get(Facts.NOTIFIED_CAUSE).filter(isSameAs(failure)).isPresent()) {
      failure = null;
    }
    Hold hold =
        state
            .holds()
            .find()
            .filter(h -> h.phase() == Hold.Phase.HELD && !h.notified())
            .orElse(null);
    QuarantineNews quarantine = QuarantineNews.collect(state, now);
    DifferenceNews drift = DifferenceNews.collect(state);
    return parked.isEmpty()
            && failure == null
            && hold == null
            && quarantine.isEmpty()
            && drift.isEmpty()
        ? Optional.empty()
        : Optional.of(write(cycle, parked, failure, hold, quarantine, drift, tenantUrl));
  }

  private static Predicate<String> isSameAs(String failure) {
    return before -> withoutIds(before).equals(withoutIds(failure));
  }

  /**
   * The message without the ids that Entra creates for each answer: other ids are not another
   * failure.
   */
  static String withoutIds(String failure) {
    return failure.replaceAll("\\b\\p{XDigit}{8}-[\\p{XDigit}-]*", "…");
  }

  /**
   * Records that the mail was sent.
   *
   * @param state has what was reported
   * @param now the current time
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
            news(failure, hold, quarantine, drift),
            MailContent.Cause.groupByCause(parked)),
        List.copyOf(parked),
        failure,
        hold,
        quarantine,
        drift);
  }

  private static List<MailContent.Section> news(
      @Nullable String failure,
      @Nullable Hold hold,
      QuarantineNews quarantine,
      DifferenceNews drift) {
    List<MailContent.Section> news = new ArrayList<>();
    if (!quarantine.isEmpty()) {
      news.add(new MailContent.Section("Quarantine", quarantine.sentences(), List.of()));
    }
    if (failure != null && !quarantine.explains(failure)) {
      news.add(
          new MailContent.Section("The cycle stopped", List.of(failure, NOTHING_LOST), List.of()));
    }
    if (hold != null) {
      news.add(new MailContent.Section("Held by a safeguard", hold.sentences(), hold.names()));
    }
    if (!drift.isEmpty()) {
      news.add(
          new MailContent.Section(
              "Differences in Zscaler", List.of(drift.sentence()), drift.lines()));
    }
    return news;
  }

  private static String subject(
      CycleRecord cycle,
      List<ParkedObject> parked,
      @Nullable String failure,
      @Nullable Hold hold,
      QuarantineNews quarantine,
      DifferenceNews drift) {
    String text;
    if (quarantine.subject().isPresent()) {
      text = quarantine.subject().get();
    } else if (failure != null) {
      text = "Zscaler provisioning has stopped";
    } else if (hold != null) {
      text = "Zscaler provisioning holds removals: " + hold.numbers().describe();
    } else if (parked.isEmpty()) {
      text = drift.subject();
    } else {
      text = "Zscaler provisioning: " + Count.of(parked.size(), "object") + " could not be written";
    }
    return text + " (cycle " + cycle.id() + ")";
  }
}
