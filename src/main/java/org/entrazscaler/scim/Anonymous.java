package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.entrazscaler.scim.ScimErrors.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * Removes the values of one object from a message, so that failures with the same cause have the
 * same text.
 *
 * @param values the values of the object in the request, longest first
 */
record Anonymous(List<String> values) {

  private static final String OMITTED = "\u2026";
  private static final int SHORTEST_VALUE = 3;

  /** Addresses, ids, quoted values and numbers, in this order. */
  private static final Pattern PARTICULAR =
      Pattern.compile(
          "[^\\s\"'<>]+@[^\\s\"'<>,;]+"
              + "|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
              + "|\"[^\"]*\"|(?<!\\w)'[^']*'(?!\\w)"
              + "|\\b(?=[0-9a-zA-Z_-]*\\d)[0-9a-zA-Z_-]{8,}\\b"
              + "|\\b\\d+\\b");

  static Anonymous of(ScimRequest request) {
    List<String> values = new ArrayList<>();
    int id = request.path().indexOf('/', 1);
    if (id > 0) {
      values.add(URLDecoder.decode(request.path().substring(id + 1), StandardCharsets.UTF_8));
    }
    if (request.body() != null) {
      request
          .body()
          .properties()
          .forEach(
              field -> {
                if (!field.getKey().equals("schemas")) {
                  collect(field.getValue(), values);
                }
              });
    }
    values.removeIf(value -> value.length() < SHORTEST_VALUE);
    values.sort(Comparator.comparingInt(String::length).reversed());
    return new Anonymous(List.copyOf(values));
  }

  private static void collect(JsonNode node, List<String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                if (!field.getKey().equals("op") && !field.getKey().equals("path")) {
                  collect(field.getValue(), values);
                }
              });
    } else if (node.isArray()) {
      node.forEach(element -> collect(element, values));
    } else if (node.isTextual()) {
      values.add(node.textValue());
    }
  }

  String cause(Meaning meaning, @Nullable String detail) {
    return meaning.code() + ": " + (detail == null ? meaning.reason() : without(detail));
  }

  private String without(String detail) {
    String rest = detail;
    for (String value : values) {
      rest =
          Pattern.compile(
                  "(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])",
                  Pattern.CASE_INSENSITIVE)
              .matcher(rest)
              .replaceAll(OMITTED);
    }
    rest = PARTICULAR.matcher(rest).replaceAll(OMITTED);
    return rest.replaceAll("(" + OMITTED + "[\\s,]*){2,}", OMITTED + " ").strip();
  }
}
