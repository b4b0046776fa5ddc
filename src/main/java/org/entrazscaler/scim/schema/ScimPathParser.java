package org.entrazscaler.scim.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.jspecify.annotations.Nullable;

/** Parses one {@link ScimPath} from left to right and stops at the first error. */
final class ScimPathParser {

  private final String text;
  private int position;

  ScimPathParser(String text) {
    this.text = text;
  }

  ScimPath parse() {
    if (text.isBlank()) {
      throw error(0, text.length(), "A SCIM path is missing, such as userName");
    }
    String schema = schema();
    String attribute = name("the name of an attribute");
    List<ValueCondition> conditions = new ArrayList<>();
    if (at('[')) {
      filter(conditions);
    }
    String subAttribute = null;
    if (at('.')) {
      position++;
      subAttribute = name("the name of a sub-attribute");
    }
    if (position < text.length()) {
      throw error(position, text.length() - position, unexpectedRest(subAttribute, conditions));
    }
    return ScimPath.of(schema, attribute, conditions, subAttribute);
  }

  private String unexpectedRest(@Nullable String subAttribute, List<ValueCondition> conditions) {
    if (subAttribute == null) {
      return conditions.isEmpty()
          ? "Only '.' or '[' can follow the name of the attribute"
          : "Only '.' and a sub-attribute can follow the filter";
    }
    if (at('.')) {
      return "A sub-attribute has no sub-attributes (RFC 7643, section 2.3.8)";
    }
    if (at('[')) {
      return "Write the filter between the attribute and the sub-attribute:"
          + " emails[type eq \"work\"].value";
    }
    return "Nothing can follow the sub-attribute";
  }

  private @Nullable String schema() {
    if (!text.regionMatches(true, 0, "urn:", 0, 4)) {
      return null;
    }
    if (SchemaUrn.isSchemaAlone(text)) {
      throw error(
          text.length(), 0, "This is the name of a schema; add ':' and the name of an attribute");
    }
    int filter = text.indexOf('[');
    int colon = text.lastIndexOf(':', filter < 0 ? text.length() : filter);
    if (colon < 4) {
      throw error(
          text.length(),
          0,
          "The name of a schema is urn:NAMESPACE:NAME, then ':' and an attribute");
    }
    for (int i = 0; i < colon; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || "\"\\<>^`{}|".indexOf(c) >= 0) {
        throw error(i, 1, "The name of a schema cannot contain '" + c + "' (RFC 8141)");
      }
      if (c == ':' && text.charAt(i + 1) == ':') {
        throw error(i, 2, "A part of the name of the schema is missing between two colons");
      }
    }
    position = colon + 1;
    return text.substring(0, colon);
  }

  private void filter(List<ValueCondition> conditions) {
    int open = position++;
    do {
      ValueCondition added = condition();
      if (conditions.stream().anyMatch(c -> c.attribute().equalsIgnoreCase(added.attribute()))) {
        throw error(
            open,
            position - open,
            "The filter compares " + added.attribute() + " twice, so no value can match");
      }
      conditions.add(added);
      blanks();
    } while (and());
    if (!at(']')) {
      throw position < text.length()
          ? error(position, 1, "Expected 'and' or ']' after a comparison in the filter")
          : error(open, text.length() - open, "The filter is not closed: ']' is missing");
    }
    position++;
  }

  private ValueCondition condition() {
    blanks();
    String attribute = name("the name of a sub-attribute to compare");
    blanks();
    int start = position;
    String operator = word();
    if (!operator.equalsIgnoreCase("eq")) {
      throw error(
          start,
          operator.length(),
          operator.isEmpty()
              ? "Expected 'eq' and a value after " + attribute
              : "Only 'eq' is possible in the filter, not '" + operator + "'");
    }
    blanks();
    start = position;
    String value = at('"') ? quoted() : bare();
    if (attribute.equalsIgnoreCase("primary")
        && !value.equalsIgnoreCase("true")
        && !value.equalsIgnoreCase("false")) {
      throw error(start, position - start, "Expected \"True\" or \"False\" for primary");
    }
    return new ValueCondition(attribute, value);
  }

  private boolean and() {
    int start = position;
    String word = word();
    if (word.toLowerCase(Locale.ROOT).equals("and")) {
      return true;
    }
    if (!word.isEmpty()) {
      throw error(start, word.length(), "Only 'and' can join comparisons, not '" + word + "'");
    }
    return false;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    int start = position++;
    while (position < text.length() && !at('"')) {
      char c = text.charAt(position++);
      if (c == '\\') {
        value.append(escaped());
      } else {
        value.append(c);
      }
    }
    if (position >= text.length()) {
      throw error(start, text.length() - start, "The value has no closing quotation mark");
    }
    position++;
    if (value.isEmpty()) {
      throw error(start, position - start, "The value of the filter is empty");
    }
    return value.toString();
  }

  /** RFC 7644, section 3.4.2.2: a string has JSON's escapes. */
  private char escaped() {
    int start = position - 1;
    char c = position < text.length() ? text.charAt(position++) : ' ';
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(simple);
    }
    if (c == 'u' && position + 4 <= text.length()) {
      String digits = text.substring(position, position + 4);
      if (digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
        position += 4;
        return (char) Integer.parseInt(digits, 16);
      }
    }
    throw error(start, position - start, "Expected one of \" \\ / b f n r t uXXXX after '\\'");
  }

  /** {@code true}, {@code false} and numbers need no quotation marks. */
  private String bare() {
    int start = position;
    while (position < text.length() && " ]\"".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String value = text.substring(start, position);
    if (!value.matches("(?i)true|false|-?\\d+(\\.\\d+)?")) {
      throw error(start, value.length(), "Expected a value in quotation marks after 'eq'");
    }
    return value;
  }

  private String word() {
    int start = position;
    while (position < text.length() && Character.isLetter(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  /** RFC 7643, section 2.1: a letter, then letters, digits, '-' and '_'; also {@code $ref}. */
  private String name(String expected) {
    int start = position;
    if (text.regionMatches(true, start, "$ref", 0, 4)) {
      position += 4;
      return text.substring(start, position);
    }
    while (position < text.length() && isNameCharacter(text.charAt(position), position == start)) {
      position++;
    }
    if (position == start) {
      throw error(
          start,
          start < text.length() ? 1 : 0,
          "Expected " + expected + ", which begins with a letter");
    }
    return text.substring(start, position);
  }

  private static boolean isNameCharacter(char c, boolean first) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '_'));
  }

  private void blanks() {
    while (at(' ')) {
      position++;
    }
  }

  private boolean at(char c) {
    return position < text.length() && text.charAt(position) == c;
  }

  private LanguageException error(int offset, int length, String message) {
    return new LanguageException(text, List.of(new TextError(offset, length, message)));
  }
}
