package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A fault of one request. */
public sealed interface Fault {

  /** The answer is late: the request is carried out after the delay. */
  record Slow(Duration delay) implements Fault {}

  /** The request is carried out when the gate opens. */
  record Held(CountDownLatch gate) implements Fault {}

  /** The request is not carried out and answered with this status and body. */
  record Refusal(int status, String contentType, String body) implements Fault {}

  /** The request is carried out; the answer is complete HTTP around half a JSON document. */
  record TruncatedJson() implements Fault {}

  /** The request is carried out; the connection breaks in the middle of the answer's body. */
  record BrokenAnswer() implements Fault {}

  /** The connection is reset and the request is not carried out. */
  record Reset() implements Fault {}

  /** The request is carried out, the connection is reset, and no byte of the answer is sent. */
  record LostAnswer() implements Fault {}

  /** The request is carried out; the JSON of its answer is changed before it is sent. */
  record Changed(Consumer<ObjectNode> change) implements Fault {}

  /** The request is not carried out and answered with 429. */
  record Throttled(ThrottleStyle style) implements Fault {}

  /** The token is replaced in the portal just before the request, which therefore gets 401. */
  record TokenRotated() implements Fault {}

  /** See {@link Slow}. */
  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  /** See {@link Held}. */
  static Fault held(CountDownLatch gate) {
    return new Held(gate);
  }

  /** A SCIM error of this status. */
  static Fault status(int status) {
    Answer error = Answer.error(status, null, "Simulated failure");
    return new Refusal(status, Answer.SCIM, error.body());
  }

  /**
   * A SCIM error about an invalid request.
   *
   * @param scimType as in RFC 7644 section 3.12
   */
  static Fault refused(int status, String scimType, String detail) {
    return new Refusal(status, Answer.SCIM, Answer.error(status, scimType, detail).body());
  }

  /** This status with the HTML page of a proxy. */
  static Fault html(int status) {
    return new Refusal(
        status,
        "text/html",
        "<html><head><title>"
            + status
            + "</title></head><body><center><h1>"
            + status
            + "</h1></center></body></html>");
  }

  /** See {@link TruncatedJson}. */
  static Fault truncatedJson() {
    return new TruncatedJson();
  }

  /** See {@link BrokenAnswer}. */
  static Fault brokenAnswer() {
    return new BrokenAnswer();
  }

  /** See {@link Reset}. */
  static Fault reset() {
    return new Reset();
  }

  /** See {@link LostAnswer}. */
  static Fault lostAnswer() {
    return new LostAnswer();
  }

  /** See {@link Changed}. */
  static Fault changed(Consumer<ObjectNode> change) {
    return new Changed(change);
  }

  /** See {@link Throttled}. */
  static Fault throttled(ThrottleStyle style) {
    return new Throttled(style);
  }

  /**
   * 401 "Resource Access Blocked", which Zscaler can answer to bursts although the token is valid.
   */
  static Fault blocked() {
    return new Refusal(401, Answer.SCIM, Answer.error(401, null, "Resource Access Blocked").body());
  }

  /** See {@link TokenRotated}. */
  static Fault tokenRotated() {
    return new TokenRotated();
  }
}
