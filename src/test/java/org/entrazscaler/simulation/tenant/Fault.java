package org.entrazscaler.simulation.tenant;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong with one request. Made by the methods of this interface, planned with {@link
 * Faults}.
 */
public sealed interface Fault {

  /** An error answer in place of the right one. */
  record Refused(int status, String code, String message, @Nullable String retryAfter)
      implements Fault {}

  /** A page of a proxy or a portal in place of JSON. */
  record Html(int status) implements Fault {}

  /** The right answer with a changed body. */
  record Spoiled(Spoiling spoiling) implements Fault {}

  /** The connection ends without an answer; the request has no effect. */
  record ResetBeforeAnswer() implements Fault {}

  /** The request takes effect, but the connection ends in the middle of the answer. */
  record ResetWithinAnswer() implements Fault {}

  /** The right answer, late. */
  record Slow(Duration delay) implements Fault {}

  /** The right page with a link elsewhere. */
  record ForeignLink(URI target) implements Fault {}

  /** The right page, with a link that leads to it again. */
  record RepeatedPage() implements Fault {}

  /** The right page, with the very link of an earlier request for the next one. */
  record LeadsBack(int pages) implements Fault {}

  /** An empty page before the right one. */
  record EmptyPage() implements Fault {}

  /** All tokens are revoked just before the request is looked at. */
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
    /** {@code value} is an empty list, and there is no link to go on. */
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

  /**
   * 429 with a {@code Retry-After} as it is given ({@code "3"}, {@code "2.128"}, a date); null for
   * none.
   */
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

  /** The right answer with a body changed so. */
  static Fault spoiled(Spoiling spoiling) {
    return new Spoiled(spoiling);
  }

  /** JSON that ends in the middle. */
  static Fault truncatedJson() {
    return new Spoiled(Spoiling.TRUNCATED);
  }

  /**
   * A list that is suddenly empty and ends there; for assignments, an application nobody is
   * assigned to.
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

  /** The right answer after a while. */
  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  /** The right page with its link replaced by one to another host. */
  static Fault foreignLink(String target) {
    return new ForeignLink(URI.create(target));
  }

  /** The right page, with a link that leads to it again. */
  static Fault repeatedPage() {
    return new RepeatedPage();
  }

  /**
   * The right page, whose link to the next one is that of an earlier request of its kind: of itself
   * with 0, of the request before it with 1.
   */
  static Fault leadsBack(int pages) {
    return new LeadsBack(pages);
  }

  /** An empty page, with a link that leads to the right one. */
  static Fault emptyPage() {
    return new EmptyPage();
  }

  /** Revokes all tokens just before the request is looked at. */
  static Fault tokensRevoked() {
    return new TokensRevoked();
  }

  /** Refuses the request's delta token. */
  static Fault deltaTokenExpired(Resync resync) {
    return new DeltaTokenExpired(resync);
  }
}
