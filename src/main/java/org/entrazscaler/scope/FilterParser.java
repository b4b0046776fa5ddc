package org.entrazscaler.scope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.expression.dotnet.DotNetPattern;
import org.entrazscaler.expression.dotnet.DotNetPatternException;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.NearestName;
import org.entrazscaler.language.TextError;
import org.entrazscaler.scope.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Parses a filter: clauses joined by AND and OR, with parentheses; AND has precedence. After an
 * error it continues at the next AND or OR, so that all errors are found together. For one use.
 */
final class FilterParser {

  /** The names of attributes. */
  static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.$-]*");

  private static final int MAXIMUM_LENGTH = 10_000;
  private static final int MAXIMUM_DEPTH = 50;
  private static final Set<String> CONNECTIONS = Set.of("AND", "OR");
  private static final Clause NOTHING = new Clause("", Operator.IS_NULL, "", text -> false);
  private static final List<String> SPELLINGS =
      Stream.of(Operator.values()).map(Operator::portal).toList();

  /** Operators of other filter languages, and their equivalents. */
  private static final Map<String, String> EQUIVALENTS =
      Map.ofEntries(
          Map.entry("=", "EQUALS"),
          Map.entry("==", "EQUALS"),
          Map.entry("EQ", "EQUALS"),
          Map.entry("IS", "EQUALS"),
          Map.entry("<>", "NOT EQUALS"),
          Map.entry("!=", "NOT EQUALS"),
          Map.entry("NE", "NOT EQUALS"),
          Map.entry("NOT", "NOT EQUALS"),
          Map.entry(">", "GREATER_THAN"),
          Map.entry("GT", "GREATER_THAN"),
          Map.entry(">=", "GREATER_THAN_OR_EQUALS"),
          Map.entry("GE", "GREATER_THAN_OR_EQUALS"),
          Map.entry("CONTAINS", "INCLUDES"),
          Map.entry("CO", "INCLUDES"),
          Map.entry("EW", "ENDS_WITH"),
          Map.entry("ENDSWITH", "ENDS_WITH"),
          Map.entry("MATCHES", "REGEX MATCH"),
          Map.entry("REGEX", "REGEX MATCH"));

  private final String text;
  private final SourceNames names;
  private final List<TextError> errors = new ArrayList<>();
  private final Lexer lexer;
  private Token token;

  FilterParser(String text, SourceNames names) {
    this.text = text;
    this.names = names;
    this.lexer = new Lexer(text, errors);
    this.token = new Token(Kind.END, 0, 0, "");
  }

  Condition parse() {
    if (text.length() > MAXIMUM_LENGTH) {
      throw new LanguageException(
          text,
          List.of(
              new TextError(
                  MAXIMUM_LENGTH,
                  text.length() - MAXIMUM_LENGTH,
                  "A filter has at most 10,000 characters, this one has " + text.length())));
    }
    rejectPlaceholders();
    advance();
    Condition filter = token.kind() == Kind.END ? empty() : whole();
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparingInt(TextError::offset));
      throw new LanguageException(text, errors);
    }
    return filter;
  }

  // Camel replaces {{name}} before the language gets the text, and drops what follows a lone {{.
  private void rejectPlaceholders() {
    int at = text.indexOf("{{");
    while (at >= 0) {
      errors.add(
          new TextError(
              at,
              2,
              "`{{` begins a property placeholder of Camel, which is not possible in a filter"));
      at = text.indexOf("{{", at + 2);
    }
  }

  private Condition empty() {
    error(token, "The filter is empty: write `ALL` to accept every object");
    return NOTHING;
  }

  private Condition whole() {
    if (token.isWord("ALL")) {
      Token all = token;
      advance();
      if (token.kind() == Kind.END) {
        return new Condition.All();
      }
      if (!startsOperator()) {
        error(all, "`ALL` cannot be combined with clauses: it accepts every object");
        return NOTHING;
      }
      moveTo(all);
    }
    Condition filter = or(0);
    while (token.kind() != Kind.END) {
      error(
          token,
          token.kind() == Kind.CLOSE
              ? "This `)` closes nothing"
              : "Expected `AND`, `OR` or the end of the filter");
      recover();
      if (token.kind() == Kind.CLOSE) {
        advance();
      }
      if (isConnection()) {
        advance();
        or(0);
      }
    }
    return filter;
  }

  private Condition or(int depth) {
    List<Condition> parts = new ArrayList<>();
    parts.add(and(depth));
    while (token.isWord("OR")) {
      advance();
      parts.add(and(depth));
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.Or(List.copyOf(parts));
  }

  private Condition and(int depth) {
    List<Condition> parts = new ArrayList<>();
    parts.add(unit(depth));
    while (token.isWord("AND")) {
      advance();
      parts.add(unit(depth));
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.And(List.copyOf(parts));
  }

  private Condition unit(int depth) {
    while (token.isWord("NOT")) {
      error(
          token,
          "A clause or a parenthesis cannot be negated; use NOT EQUALS, NOT REGEX MATCH or !&");
      advance();
    }
    if (token.kind() != Kind.OPEN) {
      return clause();
    }
    Token open = token;
    if (depth == MAXIMUM_DEPTH) {
      error(open, "Parentheses are nested deeper than " + MAXIMUM_DEPTH + " levels");
      lexer.moveTo(text.length());
      advance();
      return NOTHING;
    }
    advance();
    Condition inner = or(depth + 1);
    if (token.kind() != Kind.CLOSE && token.kind() != Kind.END) {
      error(token, "Expected `AND`, `OR` or `)`");
      recover();
    }
    if (token.kind() == Kind.CLOSE) {
      advance();
    } else if (token.kind() == Kind.END) {
      error(open, "The parenthesis is not closed: `)` is missing");
    }
    return inner;
  }

  private Condition clause() {
    Token name = token;
    if (name.kind() != Kind.WORD || isConnection()) {
      error(
          name,
          name.kind() == Kind.QUOTED
              ? "Write the attribute without quotes: a clause is ATTRIBUTE OPERATOR \"VALUE\""
              : "Expected a clause: ATTRIBUTE OPERATOR \"VALUE\"");
      recover();
      return NOTHING;
    }
    checkName(name);
    advance();
    Operator operator = operator();
    if (operator == null) {
      recover();
      return NOTHING;
    }
    if (operator.isUnary()) {
      advance();
      return new Clause(name.value(), operator, "", text -> false);
    }
    return binary(name.value(), operator);
  }

  private void checkName(Token name) {
    String written = name.value();
    if (!NAME.matcher(written).matches()) {
      error(name, "`" + written + "` is not a valid attribute name");
    } else {
      String objection = FilterableAttributes.objection(written);
      if (objection != null) {
        error(name, objection);
      } else if (!names.isKnown(written)) {
        error(name, names.objection(written));
      }
    }
  }

  /**
   * The operator that begins at the current token. Afterwards its last word is the current token.
   */
  private @Nullable Operator operator() {
    Token first = token;
    Operator longest = null;
    Token last = first;
    for (Operator operator : Operator.values()) {
      moveTo(first);
      if (spells(operator)
          && (longest == null || operator.words().size() > longest.words().size())) {
        longest = operator;
        last = token;
      }
    }
    moveTo(last);
    if (longest == null) {
      unknownOperator(first);
    }
    return longest;
  }

  private boolean startsOperator() {
    Token first = token;
    boolean found = false;
    for (Operator operator : Operator.values()) {
      moveTo(first);
      found |= spells(operator);
    }
    moveTo(first);
    return found;
  }

  /** Whether the tokens from the current one on spell an operator, as one word or several. */
  private boolean spells(Operator operator) {
    int matched = 0;
    List<String> words = operator.words();
    while (token.kind() == Kind.WORD) {
      for (String part : token.value().split("_", -1)) {
        if (matched == words.size() || !words.get(matched).equals(part)) {
          return false;
        }
        matched++;
      }
      if (matched == words.size()) {
        return true;
      }
      advance();
    }
    return false;
  }

  private void unknownOperator(Token first) {
    String written = first.value();
    if (first.kind() != Kind.WORD || CONNECTIONS.contains(written)) {
      errors.add(new TextError(first.offset(), 0, "An operator is missing, such as EQUALS"));
      return;
    }
    String upper = written.toUpperCase(Locale.ROOT);
    advance();
    String known = NearestName.among(upper + " " + token.value(), SPELLINGS);
    moveTo(first);
    if (known == null) {
      known = EQUIVALENTS.get(upper);
    }
    if (known == null) {
      known = NearestName.among(upper, SPELLINGS);
    }
    String message = "`" + written + "` is not an operator";
    if (upper.startsWith("STARTS")) {
      message += ": Entra has none for the beginning of a value; use REGEX MATCH \"^...\"";
    } else if (upper.startsWith("LESS") || upper.startsWith("<")) {
      message += ": Entra compares numbers only with GREATER_THAN and GREATER_THAN_OR_EQUALS";
    } else if (upper.startsWith("ISMEMBEROF") || upper.equals("MEMBEROF")) {
      message += ": a filter cannot test membership; assign the group to the application";
    } else if (known != null) {
      message += ": did you mean `" + known + "`?";
    } else {
      message += "; the operators are " + String.join(", ", SPELLINGS);
    }
    error(first, message);
  }

  private Condition binary(String name, Operator operator) {
    token = lexer.nextOperand();
    Token operand = token;
    if (operand.kind() == Kind.END || operand.kind() == Kind.CLOSE || isConnection()) {
      errors.add(
          new TextError(
              operand.offset(), 0, "A value in quotes is missing after " + operator.portal()));
      return NOTHING;
    }
    Clause clause = checkOperand(name, operator, operand);
    advance();
    if (operand.kind() == Kind.WORD && token.kind() == Kind.WORD && !isConnection()) {
      recover();
      int end = token.offset();
      String several = text.substring(operand.offset(), end).strip();
      errors.add(
          new TextError(
              operand.offset(),
              several.length(),
              "Write a value of several words in double quotes: \"" + several + "\""));
    }
    return clause;
  }

  private Clause checkOperand(String name, Operator operator, Token operand) {
    String value = operand.value();
    if (operand.kind() == Kind.WORD
        && "'\u2018\u2019\u201c\u201d\u201e".indexOf(value.charAt(0)) >= 0) {
      error(operand, "Write a value in straight double quotes: \"...\"");
    } else if (value.isEmpty()) {
      error(operand, "A comparison with an empty value is never true: use IS NULL or IS NOT NULL");
    } else if (operator.isNumeric() && !Clause.isInteger(value)) {
      error(operand, operator.portal() + " compares whole numbers, such as 100");
    } else if (operator.isRegex()) {
      return new Clause(name, operator, value, pattern(operand));
    }
    return new Clause(name, operator, value, text -> false);
  }

  private Predicate<String> pattern(Token operand) {
    try {
      return DotNetPattern.compile(operand.value())::isFoundIn;
    } catch (DotNetPatternException e) {
      error(operand, "The pattern " + e.getMessage());
      return text -> false;
    }
  }

  /** Skips to the next AND or OR, to the closing parenthesis or to the end. */
  private void recover() {
    int open = 0;
    while (token.kind() != Kind.END) {
      if (open == 0 && (isConnection() || token.kind() == Kind.CLOSE)) {
        return;
      }
      if (token.kind() == Kind.OPEN) {
        open++;
      } else if (token.kind() == Kind.CLOSE) {
        open--;
      }
      advance();
    }
  }

  private boolean isConnection() {
    return token.kind() == Kind.WORD && CONNECTIONS.contains(token.value());
  }

  private void advance() {
    token = lexer.next();
  }

  private void moveTo(Token place) {
    token = place;
    lexer.moveTo(place.offset() + place.length());
  }

  private void error(Token place, String message) {
    errors.add(new TextError(place.offset(), place.length(), message));
  }
}
