package org.entrazscaler.mapping.schema;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.language.LanguageException;
import org.jspecify.annotations.Nullable;

/** Writes the source of an attribute mapping as an expression on one line. */
final class SourceText {

  private static final int DEEPEST = 200;

  private SourceText() {}

  /** The expression of an {@code attributeMappingSource}, unchanged. */
  static String of(SchemaNode source) {
    return of(source, 0);
  }

  private static String of(SchemaNode source, int depth) {
    if (depth > DEEPEST) {
      throw new SchemaException(source.path(), "functions are nested too deeply");
    }
    String type = source.filledText("type");
    String expression = source.filledText("expression");
    String name = source.text("name");
    if (type == null) {
      if (expression == null) {
        throw new SchemaException(source.at("type"), "is missing");
      }
      return expression;
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "attribute" -> attribute(source, name, expression);
      case "constant" -> constant(source, name, expression);
      case "function" -> expression == null ? call(source, depth) : expression;
      default ->
          throw new SchemaException(
              source.at("type"), "expected Attribute, Constant or Function, found " + type);
    };
  }

  private static String attribute(
      SchemaNode source, @Nullable String name, @Nullable String expression) {
    if (expression != null && expression.strip().startsWith("[")) {
      return expression;
    }
    if (name == null || name.isBlank()) {
      throw new SchemaException(source.at("name"), "is missing");
    }
    return "[" + name.strip() + "]";
  }

  // In Graph the name is the value, and the expression is the literal.
  private static String constant(
      SchemaNode source, @Nullable String name, @Nullable String expression) {
    if (expression != null && isLiteral(expression.strip())) {
      return expression;
    }
    String value = name == null ? expression : name;
    if (value == null) {
      throw new SchemaException(source.at("expression"), "is missing");
    }
    return literal(value);
  }

  private static boolean isLiteral(String text) {
    if (!text.startsWith("\"")) {
      return false;
    }
    try {
      // A comparison of two literals begins and ends with a quotation mark too.
      return Expression.compile(text).text().equals(text) && endOfLiteral(text, 0) == text.length();
    } catch (LanguageException e) {
      return false;
    }
  }

  private static String call(SchemaNode source, int depth) {
    String name = source.requiredText("name");
    List<SchemaNode> parameters = source.objects("parameters");
    return parameters.stream()
        .map(
            parameter -> {
              SchemaNode value = parameter.object("value");
              return value == null ? "" : of(value, depth + 1);
            })
        .collect(Collectors.joining(", ", name.strip() + "(", ")"));
  }

  /** A text as a string literal. */
  static String literal(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** The same expression on one line: white space outside literals becomes one space. */
  static String oneLine(String expression) {
    StringBuilder line = new StringBuilder();
    int index = 0;
    while (index < expression.length()) {
      char c = expression.charAt(index);
      int end = c == '"' ? endOfLiteral(expression, index) : index + 1;
      if (end == index + 1 && isSpace(c)) {
        while (end < expression.length() && isSpace(expression.charAt(end))) {
          end++;
        }
        line.append(' ');
      } else {
        line.append(expression, index, end);
      }
      index = end;
    }
    return line.toString().strip();
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff';
  }

  private static int endOfLiteral(String text, int begin) {
    for (int index = begin + 1; index < text.length(); index++) {
      if (text.charAt(index) == '"') {
        return index + 1;
      }
      if (text.charAt(index) == '\\') {
        index++;
      }
    }
    return text.length();
  }

  /** Whether a text can be written unchanged on one line of a file. */
  static boolean fitsOnALine(String text) {
    return text.codePoints()
        .noneMatch(
            c ->
                (Character.isISOControl(c) && c != '\t')
                    || c == 0x2028
                    || c == 0x2029
                    || c == 0xfeff
                    || c == 0xfffe
                    || c == 0xffff
                    || Character.getType(c) == Character.SURROGATE);
  }
}
