package org.entrazscaler.mapping.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.schema.Note.Kind;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/** Converts the attribute mappings of one object mapping to entries. For one use. */
final class MappingImport {

  private final String noun;
  private final ScimPath nameOfTarget;
  private final Function<List<String>, List<Finding>> check;
  private final List<Note> notes;

  /**
   * Creates an import.
   *
   * @param noun {@code users} or {@code groups}
   * @param nameOfTarget the target that is required to create an object
   * @param check returns the findings of {@code check} for a file whose last lines are these
   *     entries
   * @param notes receives what has no equivalent
   */
  MappingImport(
      String noun,
      ScimPath nameOfTarget,
      Function<List<String>, List<Finding>> check,
      List<Note> notes) {
    this.noun = noun;
    this.nameOfTarget = nameOfTarget;
    this.check = check;
    this.notes = notes;
  }

  /** A row of the file. */
  private record Row(
      ScimPath target, String source, int priority, boolean createOnly, String rest) {

    String line() {
      return target
          + ": "
          + source
          + (priority > 0 ? " | match " + priority : "")
          + rest
          + (createOnly ? " | apply create" : "");
    }
  }

  /** The entries that can be imported, at least one. */
  List<String> rows(SchemaNode objectMapping) {
    List<Row> rows = new ArrayList<>();
    for (SchemaNode mapping : objectMapping.requiredObjects("attributeMappings")) {
      Row row = row(mapping);
      if (row != null) {
        rows.add(row);
      }
    }
    return withoutErrors(withDistinctPrecedences(rows), objectMapping).stream()
        .map(Row::line)
        .toList();
  }

  private @Nullable Row row(SchemaNode mapping) {
    String target = mapping.requiredText("targetAttributeName").strip();
    SchemaNode source = mapping.object("source");
    String defaultValue = mapping.text("defaultValue");
    boolean hasDefault = defaultValue != null && !defaultValue.isEmpty();
    int priority = mapping.number("matchingPriority");
    boolean createOnly = createOnly(mapping, target);
    noteFlow(mapping, target);
    if (source == null && !hasDefault) {
      if (priority > 0) {
        throw new SchemaException(mapping.at("source"), "is missing for a matching attribute");
      }
      return null;
    }
    // Gallery applications write a fixed value as a default without a source.
    String written =
        source == null ? SourceText.literal(String.valueOf(defaultValue)) : SourceText.of(source);
    boolean literal = written.strip().startsWith("\"");
    try {
      ScimPath path = ScimPath.parse(target);
      String line = SourceText.oneLine(Expression.compile(written).text());
      String rest =
          hasDefault && !literal
              ? " | default " + SourceText.literal(String.valueOf(defaultValue))
              : "";
      if (!SourceText.fitsOnALine(path + line + rest)) {
        leftOut(
            target,
            "it has a character that a mapping cannot contain, such as a line break",
            written);
        return null;
      }
      noteInvertedActive(target, line);
      return new Row(path, line, priority, createOnly, rest);
    } catch (LanguageException e) {
      leftOut(target, e.errors().get(0).message(), written);
      return null;
    }
  }

  private boolean createOnly(SchemaNode mapping, String target) {
    String flowType = mapping.filledText("flowType");
    String type = flowType == null ? "always" : flowType.toLowerCase(Locale.ROOT);
    switch (type) {
      case "always" -> {
        return false;
      }
      case "objectaddonly" -> {
        return true;
      }
      case "attributeaddonly" -> {
        different(
            target,
            "flow type AttributeAddOnly has no equivalent: the row has `apply create`, so no value"
                + " is overwritten, and none is added later");
        return true;
      }
      case "multivalueaddonly", "valueaddonly" -> {
        different(
            target,
            "flow type "
                + flowType
                + " has no equivalent: the row always applies, and values that Entra no longer has"
                + " are removed");
        return false;
      }
      default ->
          throw new SchemaException(
              mapping.at("flowType"),
              "expected Always, ObjectAddOnly, MultiValueAddOnly, ValueAddOnly or"
                  + " AttributeAddOnly, found "
                  + flowType);
    }
  }

  private void noteFlow(SchemaNode mapping, String target) {
    String behavior = mapping.filledText("flowBehavior");
    if (behavior != null && behavior.equalsIgnoreCase("FlowAlways")) {
      different(target, "FlowAlways has no equivalent: the value is sent when it has changed");
    } else if (behavior != null && !behavior.equalsIgnoreCase("FlowWhenChanged")) {
      throw new SchemaException(
          mapping.at("flowBehavior"), "expected FlowWhenChanged or FlowAlways, found " + behavior);
    }
    if (mapping.flag("exportMissingReferences", false)) {
      different(
          target,
          "exportMissingReferences has no equivalent: a reference is sent once both of its ends are"
              + " provisioned");
    }
  }

  private void noteInvertedActive(String target, String source) {
    if (target.equalsIgnoreCase("active") && source.equals("[IsSoftDeleted]")) {
      different(
          target,
          "[IsSoftDeleted] is \"True\" for users that must be disabled, so this row would disable"
              + " all other users; you probably need Switch([IsSoftDeleted], , \"False\", \"True\","
              + " \"True\", \"False\")");
    }
  }

  // Rows with the same precedence are tried in their order.
  private List<Row> withDistinctPrecedences(List<Row> rows) {
    List<Row> matching =
        rows.stream()
            .filter(row -> row.priority() > 0)
            .sorted(Comparator.comparingInt(Row::priority))
            .toList();
    Set<Integer> priorities = new HashSet<>();
    if (matching.stream().allMatch(row -> priorities.add(row.priority()))) {
      return rows;
    }
    return rows.stream()
        .map(
            row ->
                row.priority() == 0
                    ? row
                    : new Row(
                        row.target(),
                        row.source(),
                        matching.indexOf(row) + 1,
                        row.createOnly(),
                        row.rest()))
        .toList();
  }

  /** Leaves out, one after another, the rows for which {@code check} reports an error. */
  private List<Row> withoutErrors(List<Row> rows, SchemaNode objectMapping) {
    List<Row> valid = new ArrayList<>(rows);
    while (true) {
      require(valid, objectMapping);
      List<String> lines = valid.stream().map(Row::line).toList();
      Finding error = check.apply(lines).stream().filter(Finding::isError).findFirst().orElse(null);
      if (error == null) {
        return valid;
      }
      int index = error.line() - RouteFileText.firstRow();
      if (index < 0 || index >= valid.size()) {
        throw new SchemaException(objectMapping.path(), error.message());
      }
      Row refused = valid.remove(index);
      leftOut(refused.target().toString(), error.message(), refused.line());
    }
  }

  private void require(List<Row> rows, SchemaNode objectMapping) {
    if (rows.stream().noneMatch(row -> row.priority() > 0)) {
      throw unusable(objectMapping, "it has no matching attribute");
    }
    if (rows.stream().noneMatch(row -> row.target().equals(nameOfTarget))) {
      throw unusable(objectMapping, "it has no row for `" + nameOfTarget + "`");
    }
  }

  private SchemaException unusable(SchemaNode objectMapping, String what) {
    StringBuilder message = new StringBuilder(what + " that can be imported");
    notes.stream()
        .filter(note -> note.kind() == Kind.LEFT_OUT)
        .forEach(
            note ->
                message.append("\n  ").append(note.about()).append(": ").append(note.message()));
    return new SchemaException(objectMapping.path(), message.toString());
  }

  private void leftOut(String target, String reason, String source) {
    notes.add(
        new Note(Kind.LEFT_OUT, noun + ", " + target, reason + "\n" + SourceText.oneLine(source)));
  }

  private void different(String target, String message) {
    notes.add(new Note(Kind.DIFFERENT, noun + ", " + target, message));
  }
}
