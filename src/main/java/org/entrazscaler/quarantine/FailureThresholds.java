package org.entrazscaler.quarantine;

import java.util.Locale;
import java.util.Optional;
import org.entrazscaler.quarantine.Quarantine.Reason;

/**
 * How many failures of one cycle are too many (Entra, "Application provisioning in quarantine
 * status": 5,000, 40 percent, 40,000 and 60,000).
 *
 * @param evaluatedFrom fewer failures are never too many
 * @param percent maximum share of failed objects
 * @param failures maximum number of failed objects
 * @param all maximum number of failures, with those of references
 */
record FailureThresholds(int evaluatedFrom, int percent, int failures, int all) {

  /**
   * An exceeded threshold.
   *
   * @param reason Entra's reason
   * @param words the numbers in a sentence
   */
  public record Exceeded(Reason reason, String words) {}

  /**
   * Checks the numbers of a cycle.
   *
   * @param failed objects that could not be written, without those that failed only for a reference
   * @param references members and managers that could not be written
   * @param done objects that were written
   * @return empty if no threshold is exceeded
   */
  public Optional<Exceeded> exceeded(long failed, long references, long done) {
    if (failed + references > all) {
      return exceeded(
          Reason.ENCOUNTERED_TOTAL_ESCROW_THRESHOLD,
          "%,d writes of a cycle have failed, including members and managers: more than %,d",
          failed + references,
          all);
    }
    if (failed < evaluatedFrom) {
      return Optional.empty();
    }
    if (failed > failures) {
      return exceeded(
          Reason.ENCOUNTERED_BASE_ESCROW_THRESHOLD,
          "%,d objects of a cycle could not be written: more than %,d",
          failed,
          failures);
    }
    return failed * 100 > percent * (failed + done)
        ? exceeded(
            Reason.ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD,
            "%,d of %,d objects of a cycle could not be written: more than %d percent",
            failed,
            failed + done,
            percent)
        : Optional.empty();
  }

  private static Optional<Exceeded> exceeded(Reason reason, String words, Object... numbers) {
    return Optional.of(new Exceeded(reason, String.format(Locale.ROOT, words, numbers)));
  }
}
