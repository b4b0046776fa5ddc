package org.entrazscaler.simulation.http;

import org.jspecify.annotations.Nullable;

/**
 * What a simulation does with the requests that {@link HttpFront} receives.
 *
 * @param <R> a recorded request
 * @param <A> an answer
 */
public interface HttpService<R, A extends HttpAnswer> {

  /** The request as it is recorded; {@code number} is 1 for the first one in the log. */
  R recorded(int number, Received request);

  /**
   * Carries out a request.
   *
   * @param fault a fault of the simulation itself; null for none
   */
  A answer(R request, @Nullable Fault fault);

  /** The request as it is recorded once it is finished. */
  default R finished(R request, Outcome<A> outcome) {
    return request;
  }

  /**
   * How a request ended.
   *
   * @param status the status of the answer that is sent; 0 if none is sent
   * @param fault the planned fault; null for none
   * @param answer the answer of the simulation; null if the request was not carried out
   */
  record Outcome<A>(int status, @Nullable Fault fault, @Nullable A answer) {}
}
