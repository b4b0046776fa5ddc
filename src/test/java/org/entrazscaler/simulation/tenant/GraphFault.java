package org.entrazscaler.simulation.tenant;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.entrazscaler.simulation.http.Fault;
import org.jspecify.annotations.Nullable;

/** A fault of one request that only Microsoft Graph or the sign-in endpoint has. */
public sealed interface GraphFault extends Fault {

  /** An error answer instead of the correct answer. */
  record Refused(int status, String code, String message, @Nullable String retryAfter)
      implements GraphFault {}

  /** The correct answer with a changed body. */
  record Spoiled(Spoiling spoiling) implements GraphFault {}

  /** The correct page with a link to another host. */
  record ForeignLink(URI target) implements GraphFault {}

  /** The correct page, with a link to itself. */
  record RepeatedPage() implements GraphFault {}

  /** The correct page, with the link of an earlier request as the link to the next page. */
  record LeadsBack(int pages) implements GraphFault {}

  /** An empty page before the correct page. */
  record EmptyPage() implements GraphFault {}

  /** All tokens are revoked just before the request is checked. */
  record TokensRevoked() implements GraphFault {}

  /** The delta token of the request counts as expired. */
  record DeltaTokenExpired(Resync resync) implements GraphFault {}

  /** How a body is changed. */
  enum Spoiling {
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

  /** The correct answer with the body changed in this way. */
  static Fault spoiled(Spoiling spoiling) {
    return new Spoiled(spoiling);
  }

  /**
   * A list that is suddenly empty and has no next link; for assignments, an application without
   * assignments.
   */
  static Fault suddenlyEmpty() {
    return new Spoiled(Spoiling.NOTHING_LISTED);
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
