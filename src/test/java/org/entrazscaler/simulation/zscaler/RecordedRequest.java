package org.entrazscaler.simulation.zscaler;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.Faults;
import org.jspecify.annotations.Nullable;

/**
 * One request that reached the simulated Zscaler.
 *
 * @param number 1 for the first one since the start or the last {@link
 *     SimulatedZscaler#forgetRequests()}
 * @param method in capitals
 * @param path below the tenant URL, with a leading slash, not decoded; the whole path if it is not
 *     below it
 * @param belowTenantUrl whether the path is below the tenant URL
 * @param query not decoded; null without one
 * @param body as sent; empty without one
 * @param headers names in lower case
 * @param arrivedNanos {@link System#nanoTime()} when the request was complete
 * @param finishedNanos {@link System#nanoTime()} when the answer was given to the connection; 0
 *     before
 * @param status the status of the answer; 0 if no answer was sent (yet)
 * @param applied whether the request was carried out with success, also if no answer was sent
 * @param resourceId the id of the created, changed or removed resource; null if there is none
 * @param fault the planned fault; null if there was none
 * @param thread name of the serving thread
 */
public record RecordedRequest(
    long number,
    String method,
    String path,
    boolean belowTenantUrl,
    @Nullable String query,
    String body,
    Map<String, String> headers,
    long arrivedNanos,
    long finishedNanos,
    int status,
    boolean applied,
    @Nullable String resourceId,
    @Nullable Fault fault,
    String thread) {

  private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** Whether the request could change something: not a GET and not a search. */
  public boolean writes() {
    return WRITING.contains(method) && !path.endsWith("/.search");
  }

  /** Whether a complete answer of success was sent. */
  public boolean answeredWithSuccess() {
    return applied && status >= 200 && status < 300 && !(fault instanceof Fault.BrokenAnswer);
  }

  /** {@code "PATCH /Groups/{id}"}: the kind of the request, for counting. */
  public String kind() {
    return method + " " + path.replaceFirst("^/(Users|Groups)/(?!\\.search$)[^/]+$", "/$1/{id}");
  }

  /** Matches every request. */
  public static Predicate<RecordedRequest> any() {
    return request -> true;
  }

  /** Matches requests of this method whose path starts with this text. */
  public static Predicate<RecordedRequest> of(String method, String pathBegins) {
    return request -> request.method.equals(method) && request.path.startsWith(pathBegins);
  }

  /** Matches every request that could change something. */
  public static Predicate<RecordedRequest> anyWrite() {
    return RecordedRequest::writes;
  }

  /**
   * Matches requests that could change something and contain this text: a value as JSON writes it,
   * or the id of a member. With {@link Faults#always} this is a target that refuses one value or
   * one member everywhere; with {@link Faults#next}, one that does not know a member yet.
   */
  public static Predicate<RecordedRequest> writing(String text) {
    return request -> request.writes() && request.body.contains(text);
  }

  RecordedRequest answered(
      int answeredStatus,
      boolean wasApplied,
      @Nullable String id,
      @Nullable Fault met,
      long nanos) {
    return new RecordedRequest(
        number,
        method,
        path,
        belowTenantUrl,
        query,
        body,
        headers,
        arrivedNanos,
        nanos,
        answeredStatus,
        wasApplied,
        id,
        met,
        thread);
  }
}
