package org.entrazscaler.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.EvaluationException;
import org.entrazscaler.expression.IgnoredFlow;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.jspecify.annotations.Nullable;

/** The mapping table with each row's value for one object. */
public final class MappingReport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDEST = 60;

  private MappingReport() {}

  /**
   * Writes the table.
   *
   * @param mapping the mapping
   * @param attributes the object, by Entra's names
   * @param context clock and the like
   * @return lines for people
   */
  public static String write(Mapping mapping, Attributes attributes, EvaluationContext context) {
    List<String[]> lines = new ArrayList<>();
    lines.add(new String[] {"Zscaler", "Entra", "Value"});
    for (MappingRow row : mapping.rows()) {
      lines.add(
          new String[] {
            row.target().toString(), row.source().text().strip(), value(row, attributes, context)
          });
    }
    int first = width(lines, 0);
    int second = width(lines, 1);
    StringBuilder text = new StringBuilder();
    for (String[] line : lines) {
      text.append(
          String.format("%-" + first + "s  %-" + second + "s  %s%n", line[0], line[1], line[2]));
    }
    return text.toString();
  }

  private static int width(List<String[]> lines, int column) {
    int widest = lines.stream().mapToInt(line -> line[column].length()).max().orElse(1);
    return Math.min(WIDEST, widest);
  }

  private static String value(MappingRow row, Attributes attributes, EvaluationContext context) {
    try {
      Object value = row.source().evaluate(attributes, context);
      return value instanceof IgnoredFlow ? "(left out)" : shown(value);
    } catch (EvaluationException e) {
      return "failed: " + e.getMessage();
    }
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "(empty: nothing is sent)" : JSON.valueToTree(value).toString();
  }
}
