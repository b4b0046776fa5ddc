package org.entrazscaler.mapping.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.entrazscaler.mapping.schema.Note.Kind;
import org.entrazscaler.scope.ClauseText;
import org.jspecify.annotations.Nullable;

/**
 * Converts the {@code scope} of one object mapping to a scoping filter (Microsoft Graph, filter
 * resource type): clauses of a group are joined by AND, groups by OR. Imports the whole filter or
 * nothing, because a part of it would include or exclude other objects than intended. For one use.
 */
final class FilterImport {

  private static final String ALL = "ALL";

  private final String noun;
  private final UnaryOperator<@Nullable String> objection;
  private final List<Note> notes;
  private final List<String> reasons = new ArrayList<>();

  /**
   * Creates an import.
   *
   * @param noun {@code users} or {@code groups}
   * @param objection returns the error that {@code check} reports for a filter, or null
   * @param notes receives what has no equivalent
   */
  FilterImport(String noun, UnaryOperator<@Nullable String> objection, List<Note> notes) {
    this.noun = noun;
    this.objection = objection;
    this.notes = notes;
  }

  /** The filter; {@code ALL} if there is no scope, empty if a part of it has no equivalent. */
  Optional<String> filter(@Nullable SchemaNode scope) {
    if (scope == null) {
      return Optional.of(ALL);
    }
    List<SchemaNode> groups = scope.objects("groups");
    for (String other : List.of("inputFilterGroups", "categoryFilterGroups")) {
      if (!scope.objects(other).isEmpty()) {
        reasons.add(other + " has no equivalent");
      }
    }
    List<String> alternatives = new ArrayList<>();
    for (SchemaNode group : groups) {
      alternatives.add(group(group, groups.size() > 1));
    }
    String filter = groups.isEmpty() ? ALL : String.join(" OR ", alternatives);
    if (reasons.isEmpty()) {
      String error = objection.apply(filter);
      if (error != null) {
        reasons.add(error + "\n" + SourceText.oneLine(filter));
      }
    }
    reasons.forEach(
        reason -> notes.add(new Note(Kind.LEFT_OUT, noun + ", scoping filter", reason)));
    return reasons.isEmpty() ? Optional.of(filter) : Optional.empty();
  }

  private String group(SchemaNode group, boolean several) {
    List<String> clauses = new ArrayList<>();
    List<SchemaNode> nodes = group.requiredObjects("clauses");
    if (nodes.isEmpty()) {
      reasons.add("a group without clauses has no equivalent");
    }
    for (SchemaNode clause : nodes) {
      clauses.add(clause(clause));
    }
    String joined = String.join(" AND ", clauses);
    return several && clauses.size() > 1 ? "(" + joined + ")" : joined;
  }

  private String clause(SchemaNode clause) {
    String attribute = clause.requiredText("sourceOperandName").strip();
    String operator = clause.requiredText("operatorName");
    SchemaNode operand = clause.object("targetOperand");
    List<String> values = operand == null ? List.of() : operand.texts("values");
    try {
      String text = ClauseText.of(attribute, operator, values);
      if (!SourceText.fitsOnALine(text)) {
        reasons.add("a value of " + attribute + " has a character that a filter cannot contain");
      }
      return text;
    } catch (IllegalArgumentException e) {
      reasons.add(
          e.getMessage()
              + "\n"
              + SourceText.oneLine(attribute + " " + operator + " " + String.join(", ", values)));
      return "";
    }
  }
}
