package org.entrazscaler.write;

import java.time.Duration;
import java.time.Instant;
import org.entrazscaler.scim.BulkOffer;
import org.jspecify.annotations.Nullable;

/**
 * The bulk requests that may be sent now: none until the target has been asked, none after it has
 * misbehaved. Thread-safe.
 */
final class BulkLimits {

  /** The operations of one request are recorded in one transaction, and answered in seconds. */
  private static final int MAX_OPERATIONS = 256;

  /** How long the answer of the target is used. */
  private static final Duration VALIDITY = Duration.ofDays(1);

  private final boolean wanted;
  private @Nullable BulkOffer offer;
  private Instant validUntil = Instant.MIN;

  /**
   * @param wanted false if bulk requests must not be sent, whatever the target offers
   */
  BulkLimits(boolean wanted) {
    this.wanted = wanted;
  }

  /** Whether the target must be asked what it offers. */
  synchronized boolean isUnknown(Instant now) {
    return wanted && now.isAfter(validUntil);
  }

  /** Uses what the target offers for a day. */
  synchronized void set(@Nullable BulkOffer offered, Instant now) {
    offer = offered;
    validUntil = now.plus(VALIDITY);
  }

  /**
   * Sends no bulk requests until the target is asked again.
   *
   * @param until when that may be
   * @return whether they were sent before
   */
  synchronized boolean turnOff(Instant until) {
    boolean sent = offer != null;
    offer = null;
    validUntil = until;
    return sent;
  }

  /** The most operations in one request; 0 if no bulk requests are sent. */
  synchronized int maxOperations() {
    return offer == null ? 0 : Math.min(MAX_OPERATIONS, offer.maxOperations());
  }

  /** The most bytes in the body of one request; 0 if no bulk requests are sent. */
  synchronized int maxPayloadBytes() {
    return offer == null ? 0 : offer.maxPayloadBytes();
  }
}
