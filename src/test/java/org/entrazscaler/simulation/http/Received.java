package org.entrazscaler.simulation.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the server received it.
 *
 * @param method in capitals
 * @param path not decoded
 * @param query not decoded; null without one
 * @param headers names in lower case
 * @param body as text; empty without one
 */
public record Received(
    String method, String path, @Nullable String query, Map<String, String> headers, String body) {}
