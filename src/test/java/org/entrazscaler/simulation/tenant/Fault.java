package org.entrazscaler.simulation.tenant;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A fault of one request. The methods of this interface create faults; {@link Faults} plans them.
 */
public sealed interface Fault {

  /** An error answer instead of the correct answer. */
  record Refused(int status, String code, String message, @Nullable String retryAfter)
      implements Fault {}

  /** An HTML page of a proxy or a portal instead of JSON. */
  record Html(int status) implements Fault {}

  /** The correct answer with a changed body. */
  record Spoiled(Spoiling spoiling) implements Fault {}

  /** The connection ends without an answer; the request has no effect. */
  record ResetBeforeAnswer() implements Fault {}

  /** The request takes effect, but the connection ends in the middle of the answer. */
  record ResetWithinAnswer() implements Fault {}

  /** The correct answer with a delay. */
  record Slow(Duration delay) implements Fault {}

  /** The correct page with a link to another host. */
  record ForeignLink(URI target) implements Fault {}

  /** The correct page, with a link to itself. */
  record RepeatedPage() implements Fault {}

  /** The correct page, with the link of an earlier request as the link to the next page. */
  record LeadsBack(int pages) implements Fault {}

  /** An empty page before the correct page. */
  record EmptyPage() implements Fault {}

  /** All tokens are revoked just before the request is checked. */
  record TokensRevoked() implements Fault {}

  /** The delta token of the request counts as expired. */
  record DeltaTokenExpired(Resync resync) implements Fault {}

  /** How a body is changed. */
  enum Spoiling {
    /** The JSON ends in the middle. */
    TRUNCATED,
    /** No body at all, with the status of the right answer. */
    EMPTY_BODY,
    /** {@code value} is missing. */
    NO_VALUE,
    /** {@code value} is an object. */
    VALUE_NO_LIST,
    /** {@code value} is an empty list, and there is no next link. */
    NOTHING_LISTED,
    /** The body is a list. */
    NO_OBJECT,
    /** The entries of {@code value} have no id. */
    NO_IDS,
    /** Neither a nextLink nor a deltaLink. */
    NO_LINKS,
    /** The token endpoint's answer has no {@code access_token}. */
    NO_TOKEN
  }

  /** 429 with this {@code Retry-After} ({@code "3"}, {@code "2.128"}, a date); null for none. */
  static Fault throttled(@Nullable String retryAfter) {
    return new Refused(429, "TooManyRequests", "Please retry again later.", retryAfter);
  }

  /** 429 with a date in {@code Retry-After}. */
  static Fault throttledUntil(Instant time) {
    return throttled(DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
  }

  /** 503 with a {@code Retry-After}; null for none. */
  static Fault unavailable(@Nullable String retryAfter) {
    return new Refused(
        503, "serviceNotAvailable", "The service is temporarily unavailable.", retryAfter);
  }

  /** 504. */
  static Fault gatewayTimeout() {
    return new Refused(504, "GatewayTimeout", "The gateway did not answer in time.", null);
  }

  /** 500. */
  static Fault serverError() {
    return new Refused(500, "generalException", "An internal error occurred.", null);
  }

  /** Any other error answer in Graph's form. */
  static Fault refused(int status, String code, String message) {
    return new Refused(status, code, message, null);
  }

  /** An HTML page with this status. */
  static Fault html(int status) {
    return new Html(status);
  }

  /** The correct answer with the body changed in this way. */
  static Fault spoiled(Spoiling spoiling) {
    return new Spoiled(spoiling);
  }

  /** JSON that ends in the middle. */
  static Fault truncatedJson() {
    return new Spoiled(Spoiling.TRUNCATED);
  }

  /**
   * A list that is suddenly empty and has no next link; for assignments, an application without
   * assignments.
   */
  static Fault suddenlyEmpty() {
    return new Spoiled(Spoiling.NOTHING_LISTED);
  }

  /** The connection ends without an answer; the request has no effect. */
  static Fault resetBeforeAnswer() {
    return new ResetBeforeAnswer();
  }

  /** The connection ends in the middle of the answer. */
  static Fault resetWithinAnswer() {
    return new ResetWithinAnswer();
  }

  /** The correct answer with a delay of this duration. */
  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  /** The correct page with its link replaced by a link to another host. */
  static Fault foreignLink(String target) {
    return new ForeignLink(URI.create(target));
  }

  /** The correct page, with a link to itself. */
  static Fault repeatedPage() {
    return new RepeatedPage();
  }

  /**
   * The correct page, with the link of an earlier request of its kind as the link to the next page:
   * 0 for its own link, 1 for that of the request before.
   */
  static Fault leadsBack(int pages) {
    return new LeadsBack(pages);
  }

  /** An empty page with a link to the correct page. */
  static Fault emptyPage() {
    return new EmptyPage();
  }

  /** Revokes all tokens just before the request is checked. */
  static Fault tokensRevoked() {
    return new TokensRevoked();
  }

  /** Refuses the request's delta token. */
  static Fault deltaTokenExpired(Resync resync) {
    return new DeltaTokenExpired(resync);
  }
}
