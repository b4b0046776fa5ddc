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

/** Makes entries of the attribute mappings of one object mapping. For one use. */
final class MappingImport {

  private final String noun;
  private final ScimPath nameOfTarget;
  private final Function<List<String>, List<Finding>> check;
  private final List<Note> notes;

  /**
   * An import.
   *
   * @param noun {@code users} or {@code groups}
   * @param nameOfTarget the target without which nothing can be created
   * @param check what {@code check} says of a file with these entries, the first of them in its
   *     last lines but as many as there are entries
   * @param notes takes what has no equal
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

  /** A row on its way into the file. */
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

  /** The entries that can be brought over, at least one. */
  List<String> rows(SchemaNode objectMapping) {
    List<Row> rows = new ArrayList<>();
    for (SchemaNode mapping : objectMapping.requiredObjects("attributeMappings")) {
      Row row = row(mapping);
      if (row != null) {
        rows.add(row);
      }
    }
    List<Row> left = withoutRefused(distinct(rows), objectMapping);
    return left.stream().map(Row::line).toList();
  }

  private @Nullable Row row(SchemaNode mapping) {
    String target = mapping.requiredText("targetAttributeName").strip();
    SchemaNode source = mapping.object("source");
    String defaultValue = mapping.text("defaultValue");
    boolean hasDefault = defaultValue != null && !defaultValue.isEmpty();
    int priority = mapping.number("matchingPriority");
    boolean createOnly = createOnly(mapping, target);
    flow(mapping, target);
    if (source == null && !hasDefault) {
      if (priority > 0) {
        throw new SchemaException(mapping.at("source"), "is missing for a matching attribute");
      }
      return null;
    }
    // A fixed value is written as a default without a source in gallery applications.
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
        leftOut(target, "it holds a character that no mapping can, such as a line break", written);
        return null;
      }
      inverse(target, line);
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
            "flow type AttributeAddOnly has no equal: the row has `apply create`, so that no value"
                + " is overwritten, and none is added later either");
        return true;
      }
      case "multivalueaddonly", "valueaddonly" -> {
        different(
            target,
            "flow type "
                + flowType
                + " has no equal: the row always applies, and values that Entra no longer has are"
                + " removed");
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

  private void flow(SchemaNode mapping, String target) {
    String behavior = mapping.filledText("flowBehavior");
    if (behavior != null && behavior.equalsIgnoreCase("FlowAlways")) {
      different(target, "FlowAlways has no equal: the value is sent when it has changed");
    } else if (behavior != null && !behavior.equalsIgnoreCase("FlowWhenChanged")) {
      throw new SchemaException(
          mapping.at("flowBehavior"), "expected FlowWhenChanged or FlowAlways, found " + behavior);
    }
    if (mapping.flag("exportMissingReferences", false)) {
      different(
          target,
          "exportMissingReferences has no equal: a reference is sent once both of its ends are"
              + " provisioned");
    }
  }

  private void inverse(String target, String source) {
    if (target.equalsIgnoreCase("active") && source.equals("[IsSoftDeleted]")) {
      different(
          target,
          "[IsSoftDeleted] is \"True\" for those who are to be disabled, so that this row would"
              + " disable all others; probably Switch([IsSoftDeleted], , \"False\", \"True\","
              + " \"True\", \"False\") is meant");
    }
  }

  // Two rows of one precedence are tried in the order in which they stand.
  private List<Row> distinct(List<Row> rows) {
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

  /** Leaves out, one after another, the rows that {@code check} would refuse. */
  private List<Row> withoutRefused(List<Row> rows, SchemaNode objectMapping) {
    List<Row> left = new ArrayList<>(rows);
    while (true) {
      require(left, objectMapping);
      List<String> lines = left.stream().map(Row::line).toList();
      Finding error = check.apply(lines).stream().filter(Finding::isError).findFirst().orElse(null);
      if (error == null) {
        return left;
      }
      int index = error.line() - RouteFileText.firstRow();
      if (index < 0 || index >= left.size()) {
        throw new SchemaException(objectMapping.path(), error.message());
      }
      Row refused = left.remove(index);
      leftOut(refused.target().toString(), error.message(), refused.line());
    }
  }

  private void require(List<Row> rows, SchemaNode objectMapping) {
    if (rows.stream().noneMatch(row -> row.priority() > 0)) {
      throw unusable(objectMapping, "it has no matching attribute");
    }
    if (rows.stream().noneMatch(row -> row.target().equals(nameOfTarget))) {
      throw unusable(objectMapping, "it has nothing for `" + nameOfTarget + "`");
    }
  }

  private SchemaException unusable(SchemaNode objectMapping, String what) {
    StringBuilder message = new StringBuilder(what + " that can be brought over");
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
