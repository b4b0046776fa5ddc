package org.entrazscaler.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.entrazscaler.expression.Token.Kind;
import org.entrazscaler.expression.function.Evaluation;
import org.entrazscaler.expression.function.ExpressionFunction;
import org.entrazscaler.expression.function.Functions;
import org.entrazscaler.expression.function.Parameter;
import org.entrazscaler.expression.function.Signature;
import org.entrazscaler.expression.function.ValueType;
import org.entrazscaler.expression.function.Values;
import org.entrazscaler.language.NearestName;
import org.entrazscaler.language.TextError;

/**
 * Builds nodes from tokens. After an error it continues at the next comma or parenthesis, so that
 * all errors of a text are found together. For one use.
 */
final class Parser {

  static final String NO_LOGIC =
      "`%s` is not supported: nest IIF, in valueIfTrue for AND, in valueIfFalse for OR";

  private static final int MAXIMUM_DEPTH = 200;
  private static final Set<String> LOGIC = Set.of("AND", "OR", "XOR", "ANDALSO", "ORELSE");
  private static final Set<String> COMPARE_TYPES = Set.of("vbBinaryCompare", "vbTextCompare");
  private static final Parameter WHOLE = new Parameter("expression", ValueType.ANY, false);
  private static final Evaluation NONE = call -> null;

  private final List<Token> tokens;
  private final List<TextError> errors;
  private final List<AttributeNode> attributes;
  private final Set<String> functionNames;
  private int next;
  private int faulty;

  /** Whether the text ended too early, and that has been reported. */
  private boolean abandoned;

  Parser(
      List<Token> tokens,
      List<TextError> errors,
      List<AttributeNode> attributes,
      Set<String> functionNames) {
    this.tokens = tokens;
    this.errors = errors;
    this.attributes = attributes;
    this.functionNames = functionNames;
  }

  /** The whole expression; meaningless when there are errors. */
  Node parse() {
    Node root = parseArgument(0);
    if (!(root instanceof OmittedNode)) {
      checkKind(root, WHOLE, "");
    }
    Token token = peek();
    boolean reported = errors.stream().anyMatch(m -> m.offset() == token.offset());
    if (!token.is(Kind.END) && !reported) {
      error(token, strayMessage(token, "The end of the expression is expected"));
    }
    return root;
  }

  /** A value, or a comparison of two. */
  private Node parseArgument(int depth) {
    Node left = parseValue(depth);
    if (!peek().is(Kind.OPERATOR)) {
      return left;
    }
    Token operator = take();
    Node right = parseValue(depth);
    if (peek().is(Kind.OPERATOR)) {
      error(peek(), "A condition has one comparison: nest IIF for more");
      while (peek().is(Kind.OPERATOR)) {
        take();
        parseValue(depth);
      }
    }
    return new ComparisonNode(
        left.offset(),
        right.offset() + right.length() - left.offset(),
        ComparisonNode.Operator.of(operator.text()),
        left,
        right);
  }

  private Node parseValue(int depth) {
    Token token = peek();
    switch (token.kind()) {
      case TEXT, NUMBER -> {
        take();
        return new LiteralNode(
            token.offset(), token.length(), Objects.requireNonNull(token.value()));
      }
      case ATTRIBUTE -> {
        take();
        AttributeNode attribute = new AttributeNode(token.offset(), token.length(), token.text());
        attributes.add(attribute);
        return attribute;
      }
      case NAME -> {
        take();
        return peek().is(Kind.OPEN) ? parseCall(token, depth) : parseWord(token);
      }
      case FAULTY -> {
        take();
        faulty++;
      }
      case OPEN -> {
        error(token, "Expected a value; a parenthesis can only follow the name of a function");
        take();
        skipArgument();
        if (peek().is(Kind.CLOSE)) {
          take();
        }
      }
      case OPERATOR -> error(token, "A value is expected before `" + token.text() + "`");
      case COMMA, CLOSE, END ->
          errors.add(
              new TextError(
                  token.offset(),
                  0,
                  "A value is expected here: a function, an attribute `[name]`, a text `\"...\"`"
                      + " or a number"));
    }
    return new OmittedNode(token.offset(), token.length());
  }

  private Node parseWord(Token token) {
    String word = token.text();
    if (!COMPARE_TYPES.contains(word)) {
      error(token, wordMessage(word));
      return new OmittedNode(token.offset(), token.length());
    }
    return new WordNode(token.offset(), token.length(), word);
  }

  private static String wordMessage(String word) {
    if (LOGIC.contains(word.toUpperCase(Locale.ROOT))) {
      return NO_LOGIC.formatted(word);
    }
    ExpressionFunction function = Functions.named(word);
    if (function != null) {
      return "The arguments of " + word + " are missing: " + function.signature().form();
    }
    String near = NearestName.among(word, COMPARE_TYPES);
    if (near != null) {
      return "`" + word + "` is not known: did you mean `" + near + "`?";
    }
    return "`"
        + word
        + "` stands alone: an attribute is written `["
        + word
        + "]`, a text `\""
        + word
        + "\"`";
  }

  private Node parseCall(Token name, int depth) {
    int problemsBefore = problems();
    if (depth >= MAXIMUM_DEPTH) {
      error(name, "Functions are nested deeper than " + MAXIMUM_DEPTH + " levels");
      next = tokens.size() - 1;
      abandoned = true;
      return new OmittedNode(name.offset(), name.length());
    }
    ExpressionFunction function = Functions.named(name.text());
    if (function == null) {
      error(
          name,
          "There is no function `"
              + name.text()
              + "`"
              + NearestName.hint(name.text(), Functions.names()));
    } else {
      functionNames.add(name.text());
    }
    take();
    List<Node> arguments = parseArguments(name, depth + 1);
    Token last = tokens.get(next - 1);
    int length = last.offset() + last.length() - name.offset();
    if (function == null || problems() > problemsBefore) {
      return new CallNode(name.offset(), length, name.text(), arguments, NONE);
    }
    ParsedCall call = new ParsedCall(name.offset(), length, arguments, depth > 0, errors);
    checkArguments(name, function.signature(), arguments);
    Evaluation evaluation = problems() > problemsBefore ? NONE : function.prepare(call);
    return new CallNode(name.offset(), length, name.text(), arguments, evaluation);
  }

  private List<Node> parseArguments(Token name, int depth) {
    List<Node> arguments = new ArrayList<>();
    if (peek().is(Kind.CLOSE)) {
      take();
      return arguments;
    }
    while (true) {
      Token token = peek();
      if (token.is(Kind.COMMA) || token.is(Kind.CLOSE)) {
        arguments.add(new OmittedNode(token.offset(), 0));
      } else if (!token.is(Kind.END)) {
        arguments.add(parseArgument(depth));
        afterArgument();
      }
      token = peek();
      if (token.is(Kind.END)) {
        // A faulty last token, such as an unclosed text, contains the parenthesis; it was reported.
        if (!abandoned && !tokens.get(next - 1).is(Kind.FAULTY)) {
          abandoned = true;
          errors.add(
              new TextError(token.offset(), 0, "`)` is missing: it closes `" + name.text() + "(`"));
        }
        return arguments;
      }
      take();
      if (token.is(Kind.CLOSE)) {
        return arguments;
      }
    }
  }

  /** Skips to the next comma, closing parenthesis or end, and reports what is in between. */
  private void afterArgument() {
    Token token = peek();
    if (token.is(Kind.COMMA) || token.is(Kind.CLOSE) || token.is(Kind.END)) {
      return;
    }
    error(token, strayMessage(token, "`,` or `)` is expected"));
    skipArgument();
  }

  private static String strayMessage(Token token, String expected) {
    return switch (token.kind()) {
      case NAME ->
          LOGIC.contains(token.text().toUpperCase(Locale.ROOT))
              ? NO_LOGIC.formatted(token.text())
              : expected + " before `" + token.text() + "`";
      case TEXT -> expected + " before this text";
      case NUMBER -> expected + " before this number";
      case ATTRIBUTE -> expected + " before `[" + token.text() + "]`";
      case OPEN -> expected + " before `(`";
      case CLOSE -> "This `)` closes nothing";
      case COMMA -> "This `,` is outside the parentheses of a function";
      case OPERATOR, FAULTY, END -> expected;
    };
  }

  /** Skips to the comma, the closing parenthesis or the end that ends the current argument. */
  private void skipArgument() {
    int open = 0;
    while (!peek().is(Kind.END)) {
      if (open == 0 && (peek().is(Kind.COMMA) || peek().is(Kind.CLOSE))) {
        return;
      }
      Token token = take();
      if (token.is(Kind.OPEN)) {
        open++;
      } else if (token.is(Kind.CLOSE)) {
        open--;
      }
    }
  }

  private void checkArguments(Token name, Signature signature, List<Node> arguments) {
    if (!signature.accepts(arguments.size())) {
      error(name, countMessage(signature, arguments.size()) + "; expected " + signature.form());
      return;
    }
    for (int i = 0; i < arguments.size(); i++) {
      checkKind(arguments.get(i), signature.parameter(i), signature.form());
    }
  }

  private static String countMessage(Signature signature, int count) {
    String has = signature.name() + " has " + count + (count == 1 ? " argument" : " arguments");
    if (count < signature.minimum()) {
      return has + ", " + (signature.minimum() - count) + " too few";
    }
    return signature.repeating() > 1
        ? has + ": keys and values come in pairs"
        : has + ", " + (count - signature.parameters().size()) + " too many";
  }

  private void checkKind(Node argument, Parameter parameter, String form) {
    ValueType type = parameter.type();
    String message = null;
    if (argument instanceof OmittedNode) {
      if (!parameter.optional()) {
        message = "`" + parameter.name() + "` must not be left out: " + form;
      }
    } else if (argument instanceof ComparisonNode) {
      if (type != ValueType.CONDITION) {
        message = "A comparison is possible only in the condition of IIF or CBool";
      }
    } else if (argument instanceof WordNode word) {
      if (type != ValueType.COMPARE_TYPE) {
        message = "`" + word.word() + "` is possible only as compareType of InStr";
      }
    } else if (type == ValueType.COMPARE_TYPE) {
      message = "Expected vbBinaryCompare or vbTextCompare, without quotes";
    } else if (type == ValueType.NUMBER
        && argument instanceof LiteralNode literal
        && Values.number(literal.value()) == null) {
      message = "`" + parameter.name() + "` must be a whole number: " + form;
    } else if (type == ValueType.ROLES
        && !(argument instanceof AttributeNode attribute
            && attribute.name().equals("appRoleAssignments"))) {
      message = "Expected `[appRoleAssignments]`";
    }
    if (message != null) {
      errors.add(new TextError(argument.offset(), argument.length(), message));
    }
  }

  /** The number of errors so far, of the parser and the lexer. */
  private int problems() {
    return errors.size() + faulty;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private void error(Token token, String message) {
    errors.add(new TextError(token.offset(), token.length(), message));
  }
}
