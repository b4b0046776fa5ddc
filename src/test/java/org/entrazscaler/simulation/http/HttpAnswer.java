package org.entrazscaler.simulation.http;

import java.util.Map;

/** A complete answer to a request. */
public interface HttpAnswer {

  /** The HTTP status. */
  int status();

  /** All headers that differ from those which the server sets itself. */
  Map<String, String> sentHeaders();

  /** The body; empty for none. */
  byte[] sentBody();

  /** Whether the request was carried out. */
  default boolean success() {
    return status() < 300;
  }
}
