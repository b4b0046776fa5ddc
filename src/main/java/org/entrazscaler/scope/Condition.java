package org.entrazscaler.scope;

import java.util.List;
import java.util.stream.Collectors;
import org.entrazscaler.expression.Attributes;

/** A node of a compiled filter. */
sealed interface Condition permits Condition.All, Condition.And, Condition.Or, Clause {

  boolean matches(Attributes attributes);

  /** The canonical text: equal for filters that differ only in spaces, quotes and parentheses. */
  String canonical();

  /** Accepts every object. */
  record All() implements Condition {
    @Override
    public boolean matches(Attributes attributes) {
      return true;
    }

    @Override
    public String canonical() {
      return "ALL";
    }
  }

  /** True if all parts are true. */
  record And(List<Condition> parts) implements Condition {
    @Override
    public boolean matches(Attributes attributes) {
      return parts.stream().allMatch(part -> part.matches(attributes));
    }

    @Override
    public String canonical() {
      return join(parts, " AND ");
    }
  }

  /** True if one part is true. */
  record Or(List<Condition> parts) implements Condition {
    @Override
    public boolean matches(Attributes attributes) {
      return parts.stream().anyMatch(part -> part.matches(attributes));
    }

    @Override
    public String canonical() {
      return join(parts, " OR ");
    }
  }

  private static String join(List<Condition> parts, String connection) {
    return parts.stream()
        .map(part -> part instanceof Clause ? part.canonical() : "(" + part.canonical() + ")")
        .collect(Collectors.joining(connection));
  }
}
