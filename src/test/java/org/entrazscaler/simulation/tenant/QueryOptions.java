package org.entrazscaler.simulation.tenant;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of a query or the fields of a form, percent-decoded; names are not case-sensitive.
 */
final class QueryOptions {

  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private QueryOptions() {}

  static QueryOptions parse(String raw) {
    QueryOptions options = new QueryOptions();
    for (String pair : raw.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        options.values.put(decode(name), decode(value));
      }
    }
    return options;
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  String getOrEmpty(String name) {
    return values.getOrDefault(name, "");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
