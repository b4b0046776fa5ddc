package org.entrazscaler.simulation.tenant;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the simulated tenant received it.
 *
 * @param time when it arrived
 * @param kind the kind of request
 * @param method the HTTP method
 * @param path the path with its version, percent-decoded
 * @param rawQuery the query as sent; empty if there was none
 * @param headers names in lower case
 * @param body the body as text
 * @param batched whether it was part of a {@code $batch}
 */
public record RecordedRequest(
    Instant time,
    RequestKind kind,
    String method,
    String path,
    String rawQuery,
    Map<String, String> headers,
    String body,
    boolean batched) {

  /** A header; the name is not case-sensitive; null if it was not sent. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** A query option, percent-decoded; the name is not case-sensitive; null if it was not sent. */
  public @Nullable String query(String name) {
    return QueryOptions.parse(rawQuery).get(name);
  }

  /** Path and query as sent. */
  public String target() {
    return rawQuery.isEmpty() ? path : path + "?" + rawQuery;
  }
}
