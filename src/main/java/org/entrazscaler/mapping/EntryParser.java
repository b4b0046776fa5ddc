package org.entrazscaler.mapping;

import java.util.List;
import java.util.function.Function;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/** Parses one entry: path, source, options. */
final class EntryParser {

  private final String text;
  private final int offset;
  private final Function<ScimPath, @Nullable String> objections;
  private final List<TextError> errors;

  EntryParser(
      BlockEntry entry, Function<ScimPath, @Nullable String> objections, List<TextError> errors) {
    this.objections = objections;
    this.text = entry.text();
    this.offset = entry.offset();
    this.errors = errors;
  }

  /** The parts of the entry; a part with an error is null, and the error is reported. */
  ParsedEntry parse() {
    int colon = colon();
    if (colon < 0) {
      missingColon();
      return new ParsedEntry(offset, text, null, null, offset, new RowOptions());
    }
    String path = text.substring(0, colon).stripTrailing();
    ScimPath target = target(path);
    int bar = Scan.indexOf(text, colon + 1, '|');
    int end = bar < 0 ? text.length() : bar;
    int begin = colon + 1;
    while (begin < end && Character.isWhitespace(text.charAt(begin))) {
      begin++;
    }
    Expression source = source(begin, text.substring(begin, end).stripTrailing(), colon + 1);
    RowOptions options = new RowOptions();
    while (bar >= 0) {
      int next = Scan.indexOf(text, bar + 1, '|');
      OptionParser.parse(
          text.substring(bar + 1, next < 0 ? text.length() : next),
          offset + bar + 1,
          options,
          errors);
      bar = next;
    }
    return new ParsedEntry(offset, path, target, source, offset + begin, options);
  }

  private int colon() {
    int line = text.indexOf('\n');
    int limit = line < 0 ? text.length() : line;
    int from = 0;
    while (true) {
      int colon = Scan.indexOf(text, from, ':');
      if (colon < 0 || colon >= limit) {
        return -1;
      }
      if (colon + 1 == text.length() || Character.isWhitespace(text.charAt(colon + 1))) {
        return colon;
      }
      from = colon + 1;
    }
  }

  private void missingColon() {
    int line = text.indexOf('\n');
    String first = (line < 0 ? text : text.substring(0, line)).stripTrailing();
    boolean urn = first.regionMatches(true, 0, "urn:", 0, 4);
    int colon = urn ? -1 : Scan.indexOf(first, 0, ':');
    if (colon >= 0) {
      error(colon, 1, "A space is missing after the colon that ends the path");
    } else {
      error(
          0,
          first.length(),
          "An entry is a SCIM path, a colon, a space and a source, such as userName:"
              + " [userPrincipalName]");
    }
  }

  private @Nullable ScimPath target(String written) {
    try {
      ScimPath target = ScimPath.parse(written);
      if (target.schema() == null && target.attribute().equalsIgnoreCase("id")) {
        error(
            0,
            written.length(),
            "Zscaler creates the id, so it cannot be a target; map the object id to externalId");
        return null;
      }
      String objection = objections.apply(target);
      if (objection != null) {
        error(0, written.length(), objection);
      }
      return target;
    } catch (LanguageException e) {
      e.errors().forEach(error -> errors.add(error.moved(offset)));
      return null;
    }
  }

  private @Nullable Expression source(int begin, String written, int afterColon) {
    if (written.isEmpty()) {
      error(
          afterColon,
          0,
          "The source is missing: an attribute in brackets, a text in quotes or a function");
      return null;
    }
    try {
      return Expression.compile(written);
    } catch (LanguageException e) {
      e.errors().forEach(error -> errors.add(error.moved(offset + begin)));
      return null;
    }
  }

  private void error(int at, int length, String message) {
    errors.add(new TextError(offset + at, length, message));
  }
}
