package org.entrazscaler.mapping;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.EvaluationException;
import org.entrazscaler.text.Report;
import org.jspecify.annotations.Nullable;

/** An attribute mapping as a table: target, source and the value for one object. */
public final class MappingTable {

  private final List<Line> lines;

  private MappingTable(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /**
   * Maps one object. A row that fails does not affect the others.
   *
   * @param mapping the mapping
   * @param attributes the attributes of the object
   * @param context the clock and other data of the functions
   * @return the table
   */
  public static MappingTable of(Mapping mapping, Attributes attributes, EvaluationContext context) {
    List<Line> lines = new ArrayList<>();
    for (MappingRow row : mapping.rows()) {
      String target = row.target().toString();
      String source = row.source().text().strip().replaceAll("\\s*\\R\\s*", " ");
      try {
        lines.add(new Line(target, source, value(row.evaluate(attributes, context)), true));
      } catch (EvaluationException e) {
        lines.add(new Line(target, source, "failed: " + e.getMessage(), false));
      }
    }
    return new MappingTable(lines);
  }

  /**
   * Whether every row could be evaluated.
   *
   * @return false if a row failed
   */
  public boolean isComplete() {
    return lines.stream().allMatch(Line::evaluated);
  }

  /**
   * Renders the table.
   *
   * @return a heading and one line for each row, each with a line feed
   */
  public String render() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Target", "Source", "Value"));
    lines.forEach(line -> rows.add(List.of(line.target(), line.source(), line.value())));
    return new Report().table(0, rows).toString();
  }

  private static String value(MappedValue mapped) {
    if (mapped.ignored()) {
      return "left out (IgnoreFlowIfNullOrEmpty)";
    }
    Object onCreation = mapped.valueOnCreation();
    String note = mapped.row().createOnly() ? " (on creation only)" : "";
    if (mapped.value() != null && mapped.value().equals(onCreation)) {
      return json(mapped.value()) + note;
    }
    String otherwise =
        mapped.value() != null
            ? json(mapped.value())
            : mapped.isRemoval() ? "removed" : "nothing is sent";
    return onCreation == null
        ? otherwise
        : json(onCreation) + " by default on creation" + (note.isEmpty() ? ", " + otherwise : "");
  }

  private static String json(@Nullable Object value) {
    return AttributesJson.write(value);
  }

  private record Line(String target, String source, String value, boolean evaluated) {}
}
