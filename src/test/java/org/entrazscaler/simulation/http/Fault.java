package org.entrazscaler.simulation.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A fault of one request. The faults here are those of any HTTP connection; each simulation has
 * further ones.
 */
public interface Fault {

  /** A fault that {@link HttpFront} applies. */
  sealed interface OfConnection extends Fault {}

  /** The answer is late: the request is carried out after the delay. */
  record Slow(Duration delay) implements OfConnection {}

  /** The request is carried out when the gate opens. */
  record Held(CountDownLatch gate) implements OfConnection {}

  /** The request is not carried out and answered with the HTML page of a proxy. */
  record Html(int status) implements OfConnection {}

  /** The request is carried out; the answer is complete HTTP around half a JSON document. */
  record TruncatedJson() implements OfConnection {}

  /** The request is carried out; the connection breaks in the middle of the answer's body. */
  record BrokenAnswer() implements OfConnection {}

  /** The connection is reset and the request is not carried out. */
  record Reset() implements OfConnection {}

  /** The request is carried out, the connection is reset, and no byte of the answer is sent. */
  record LostAnswer() implements OfConnection {}

  /** See {@link Slow}. */
  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  /** See {@link Held}. */
  static Fault held(CountDownLatch gate) {
    return new Held(gate);
  }

  /** See {@link Html}. */
  static Fault html(int status) {
    return new Html(status);
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
}
