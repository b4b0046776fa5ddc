package org.entrazscaler.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.outcome.RefusedParts.Part;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.scim.ScimRequest;
import org.jspecify.annotations.Nullable;

/** The texts of the dead-letter list for the refused parts of one change. */
final class ParkedText {

  /** The maximum number of names in a text. */
  private static final int MOST_NAMES = 20;

  private final List<Part> parts;
  private final List<RedactedValues> redacted;

  ParkedText(List<Part> parts, Mapping mapping) {
    this.parts = parts;
    this.redacted = parts.stream().map(part -> RedactedValues.of(mapping, part.change())).toList();
  }

  /** The key that groups objects that failed for the same reasons, in any order. */
  String cause() {
    return parts.stream()
        .map(part -> text(part.error().cause()))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining("; "));
  }

  /** Entra's code of the first refusal. */
  String code() {
    return parts.get(0).error().code();
  }

  /** Each reason once, after the names of its parts. */
  String reason() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (Part part : parts) {
      names
          .computeIfAbsent(text(part.error().reason()), reason -> new ArrayList<>())
          .add(part.name());
    }
    return names.entrySet().stream()
        .map(reason -> named(reason.getValue()) + reason.getKey())
        .collect(Collectors.joining("; "));
  }

  private static String named(List<String> names) {
    List<String> named = names.stream().filter(name -> !name.isEmpty()).distinct().toList();
    if (named.isEmpty()) {
      return "";
    }
    int more = named.size() - MOST_NAMES;
    return String.join(", ", named.subList(0, Math.min(MOST_NAMES, named.size())))
        + (more > 0 ? " and " + more + " more" : "")
        + ": ";
  }

  /** What an administrator can do, each advice once. */
  String advice() {
    return distinct(part -> part.error().advice(), ". ");
  }

  /** The requests without redacted values. */
  @Nullable String request() {
    return orNull(distinct(part -> sent(part.request(), redacted), "\n\n"));
  }

  /** The answers without redacted values. */
  @Nullable String answer() {
    return orNull(
        distinct(
            part -> {
              String answer = part.error().answer();
              return answer == null ? null : text(answer);
            },
            "\n"));
  }

  /** Whether one of the failures is temporary. */
  boolean isTransient() {
    return parts.stream().anyMatch(part -> part.error().isTransient());
  }

  private String distinct(Function<Part, @Nullable String> text, String between) {
    return parts.stream()
        .map(text)
        .filter(Objects::nonNull)
        .distinct()
        .collect(Collectors.joining(between));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** The answer to one part may contain a redacted value of another part. */
  private String text(String text) {
    return text(text, redacted);
  }

  private static String text(String text, List<RedactedValues> redacted) {
    String shown = text;
    for (RedactedValues values : redacted) {
      shown = values.text(shown);
    }
    return shown;
  }

  /** A request as text, without credentials and redacted values; null for none. */
  static @Nullable String sent(@Nullable ScimRequest request, List<RedactedValues> redacted) {
    if (request == null) {
      return null;
    }
    JsonNode body = request.body();
    for (RedactedValues values : redacted) {
      body = body == null ? null : values.json(body);
    }
    return request.method()
        + " "
        + request.path()
        + (request.query() == null ? "" : "?" + text(request.query(), redacted))
        + (body == null ? "" : "\n" + body);
  }
}
