package org.entrazscaler.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.quarantine.Quarantine;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * What a mail has to say about a quarantine: that one has begun or has another reason, that it
 * still stands, each day, and that it has ended.
 *
 * @param standing the quarantine that stands, or null if there is nothing new about it
 * @param lifted the quarantine that has ended, or null
 */
record QuarantineNews(@Nullable Quarantine standing, @Nullable Quarantine lifted) {

  private static final Duration REMINDER = Duration.ofDays(1);

  static QuarantineNews of(State state, Instant now) {
    Quarantine standing = state.quarantine().find().filter(q -> due(q, now)).orElse(null);
    Quarantine lifted = state.quarantine().lifted().orElse(null);
    return new QuarantineNews(standing, lifted);
  }

  private static boolean due(Quarantine quarantine, Instant now) {
    Instant told = quarantine.reported();
    return told == null || !told.plus(REMINDER).isAfter(now);
  }

  boolean isEmpty() {
    return standing == null && lifted == null;
  }

  /** Whether it tells why a cycle stopped. */
  boolean explains(@Nullable String failure) {
    return standing != null
        && failure != null
        && Digest.essence(standing.cause()).equals(Digest.essence(failure));
  }

  Optional<String> subject() {
    if (standing != null) {
      return Optional.of(
          "Zscaler provisioning is in quarantine" + (standing.reported() == null ? "" : " still"));
    }
    return lifted == null
        ? Optional.empty()
        : Optional.of("Zscaler provisioning is out of quarantine");
  }

  List<String> sentences() {
    if (standing != null) {
      return standing.sentences();
    }
    return lifted == null
        ? List.of()
        : List.of(
            "The quarantine that began with cycle "
                + lifted.cycle()
                + " has ended by itself: what it began with is gone, and cycles run as before.");
  }

  void sent(State state, Instant now) {
    if (standing != null) {
      state
          .quarantine()
          .find()
          .filter(standing::equals)
          .ifPresent(q -> state.quarantine().put(q.reportedAt(now)));
    }
    if (lifted != null) {
      state.quarantine().forgetLifted();
    }
  }
}
