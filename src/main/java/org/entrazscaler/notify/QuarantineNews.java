package org.entrazscaler.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.quarantine.Quarantine;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * What a mail reports about a quarantine: its start or another reason, a daily reminder, and its
 * end.
 *
 * @param current the current quarantine, or null if there is nothing new about it
 * @param lifted the ended quarantine, or null
 */
record QuarantineNews(@Nullable Quarantine current, @Nullable Quarantine lifted) {

  private static final Duration REMINDER = Duration.ofDays(1);

  static QuarantineNews collect(State state, Instant now) {
    Quarantine current = state.quarantine().find().filter(q -> isDue(q, now)).orElse(null);
    Quarantine lifted = state.quarantine().lifted().orElse(null);
    return new QuarantineNews(current, lifted);
  }

  private static boolean isDue(Quarantine quarantine, Instant now) {
    Instant told = quarantine.reported();
    return told == null || !told.plus(REMINDER).isAfter(now);
  }

  boolean isEmpty() {
    return current == null && lifted == null;
  }

  /** Whether it already explains why a cycle stopped. */
  boolean explains(@Nullable String failure) {
    return current != null
        && failure != null
        && Digest.withoutIds(current.cause()).equals(Digest.withoutIds(failure));
  }

  Optional<String> subject() {
    if (current != null) {
      return Optional.of(
          "Zscaler provisioning is in quarantine" + (current.reported() == null ? "" : " still"));
    }
    return lifted == null
        ? Optional.empty()
        : Optional.of("Zscaler provisioning is out of quarantine");
  }

  List<String> sentences() {
    if (current != null) {
      return current.sentences();
    }
    return lifted == null
        ? List.of()
        : List.of(
            "The quarantine that began with cycle "
                + lifted.cycle()
                + " has ended: its cause is gone, and cycles run as before.");
  }

  void sent(State state, Instant now) {
    if (current != null) {
      state
          .quarantine()
          .find()
          .filter(current::equals)
          .ifPresent(q -> state.quarantine().put(q.reportedAt(now)));
    }
    if (lifted != null) {
      state.quarantine().forgetLifted();
    }
  }
}
