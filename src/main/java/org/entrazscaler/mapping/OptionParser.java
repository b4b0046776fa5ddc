package org.entrazscaler.mapping;

import java.util.List;
import java.util.regex.Pattern;
import org.entrazscaler.language.NearestName;
import org.entrazscaler.language.TextError;
import org.jspecify.annotations.Nullable;

/** Parses one option of an entry, the text after a bar. */
final class OptionParser {

  private static final List<String> WORDS = List.of("match", "apply", "default", "clear");
  private static final Pattern UNQUOTED = Pattern.compile("\\\\([\"\\\\])");
  private static final String ALL =
      "the options are `match N`, `apply create`, `default LITERAL` and `clear`";

  private final String option;
  private final int offset;
  private final RowOptions options;
  private final List<TextError> errors;

  private OptionParser(String option, int offset, RowOptions options, List<TextError> errors) {
    this.option = option;
    this.offset = offset;
    this.options = options;
    this.errors = errors;
  }

  static void parse(String written, int offset, RowOptions options, List<TextError> errors) {
    String option = written.strip();
    int leading = written.length() - written.stripLeading().length();
    if (option.isEmpty()) {
      errors.add(new TextError(offset, 0, "An option is missing after the bar: " + ALL));
      return;
    }
    new OptionParser(option, offset + leading, options, errors).parse();
  }

  private void parse() {
    int end = 0;
    while (end < option.length() && !Character.isWhitespace(option.charAt(end))) {
      end++;
    }
    String word = option.substring(0, end);
    String rest = option.substring(end).strip();
    if (WORDS.contains(word) && !options.seen.add(word)) {
      error("The option `" + word + "` is given twice");
      return;
    }
    switch (word) {
      case "match" -> match(rest);
      case "apply" -> apply(rest);
      case "default" -> defaultValue(rest);
      case "clear" -> clear(rest);
      default -> unknown(word);
    }
  }

  private void unknown(String word) {
    String near = NearestName.among(word, WORDS);
    errors.add(
        new TextError(
            offset,
            word.length(),
            "`"
                + word
                + "` is not an option: "
                + (near == null ? ALL : "did you mean `" + near + "`?")));
  }

  private void match(String rest) {
    if (!rest.matches("[1-9][0-9]{0,8}")) {
      error("`match` needs the precedence of the matching attribute, a whole number above 0");
      return;
    }
    options.match = Integer.parseInt(rest);
    options.matchOffset = offset;
    options.matchLength = option.length();
  }

  private void apply(String rest) {
    if (rest.equals("create")) {
      options.createOnly = true;
    } else {
      error("Only `create` can follow `apply`; without this option a row always applies");
    }
  }

  private void clear(String rest) {
    if (rest.isEmpty()) {
      options.clear = true;
    } else {
      error("Nothing can follow `clear`");
    }
  }

  private void defaultValue(String rest) {
    options.defaultValue = literal(rest);
    if (options.defaultValue == null) {
      error("`default` needs a text in double quotes, a whole number, True or False");
    }
  }

  private static @Nullable Object literal(String written) {
    if (written.startsWith("\"")) {
      return Scan.endOfLiteral(written, 0) == written.length()
          ? UNQUOTED.matcher(written.substring(1, written.length() - 1)).replaceAll("$1")
          : null;
    }
    if (written.matches("-?[0-9]{1,18}")) {
      return Long.valueOf(written);
    }
    return switch (written) {
      case "True" -> Boolean.TRUE;
      case "False" -> Boolean.FALSE;
      default -> null;
    };
  }

  private void error(String message) {
    errors.add(new TextError(offset, option.length(), message));
  }
}
