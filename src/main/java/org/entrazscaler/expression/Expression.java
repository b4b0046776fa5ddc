package org.entrazscaler.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.jspecify.annotations.Nullable;

/**
 * A compiled expression of an Entra attribute mapping. Immutable and thread-safe.
 *
 * <p>The language is that of "Reference for writing expressions for attribute mappings in Microsoft
 * Entra ID": function calls, attributes in brackets, texts in double quotes, whole numbers. A
 * single text, number or attribute is an expression too.
 */
public final class Expression {

  /** Maximum number of characters: 10,000, as in Entra. */
  public static final int MAXIMUM_LENGTH = 10_000;

  private static final int REPORTED_ERRORS = 20;

  private final String text;
  private final Node root;
  private final List<AttributeNode> attributes;
  private final Set<String> attributeNames;
  private final Set<String> functionNames;

  private Expression(
      String text, Node root, List<AttributeNode> attributes, Set<String> functionNames) {
    this.text = text;
    this.root = root;
    this.attributes = List.copyOf(attributes);
    this.attributeNames =
        attributes.stream()
            .map(AttributeNode::name)
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    this.functionNames = Collections.unmodifiableSet(functionNames);
  }

  /**
   * Compiles an expression.
   *
   * @param text the expression as in the portal; white space between its parts does not matter
   * @return the compiled expression
   * @throws LanguageException with all errors, at most 20
   */
  public static Expression compile(String text) {
    List<TextError> errors = new ArrayList<>();
    if (text.length() > MAXIMUM_LENGTH) {
      errors.add(
          new TextError(
              MAXIMUM_LENGTH,
              text.length() - MAXIMUM_LENGTH,
              "An expression has at most 10,000 characters, this one has " + text.length()));
      throw new LanguageException(text, errors);
    }
    List<AttributeNode> attributes = new ArrayList<>();
    Set<String> functionNames = new LinkedHashSet<>();
    List<Token> tokens = new Lexer(text, errors).tokens();
    Node root = new Parser(tokens, errors, attributes, functionNames).parse();
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparingInt(TextError::offset));
      throw new LanguageException(
          text, errors.subList(0, Math.min(errors.size(), REPORTED_ERRORS)));
    }
    return new Expression(text, root, attributes, functionNames);
  }

  /**
   * The text of the expression.
   *
   * @return the whole text, unchanged
   */
  public String text() {
    return text;
  }

  /**
   * The attributes that the expression may read.
   *
   * @return their names in order of first appearance; unmodifiable
   */
  public Set<String> attributeNames() {
    return attributeNames;
  }

  /**
   * Finds unknown attributes.
   *
   * @param names the known names
   * @return an error for each occurrence of another name, in their order
   */
  public List<TextError> unknownNames(SourceNames names) {
    return attributes.stream()
        .filter(attribute -> !names.isKnown(attribute.name()))
        .map(
            attribute ->
                new TextError(
                    attribute.offset() + 1,
                    attribute.length() - 2,
                    names.objection(attribute.name())))
        .toList();
  }

  /**
   * The functions that the expression may call. With {@code Redact}, its values must not appear in
   * logs; with {@code SelectUniqueValue}, it cannot be a matching attribute and is used only on
   * creation.
   *
   * @return their names in order of first appearance; unmodifiable
   */
  public Set<String> functionNames() {
    return functionNames;
  }

  /**
   * Evaluates the expression for one object.
   *
   * @param attributes the attributes of the object
   * @param context the clock and other data of the functions
   * @return a {@link String}, {@link Boolean}, {@link Long}, an immutable non-empty {@code
   *     List<String>}, null (Entra sends nothing), or {@link IgnoredFlow#INSTANCE}
   * @throws EvaluationException if the expression has no value for this object
   */
  public @Nullable Object evaluate(Attributes attributes, EvaluationContext context) {
    try {
      return root.evaluate(attributes, context);
    } catch (EvaluationException e) {
      if (!functionNames.contains("Redact")) {
        throw e;
      }
      throw new EvaluationException(
          "The expression has no value for this object; the reason is redacted",
          e.offset(),
          e.length());
    }
  }

  /**
   * Whether the value is one of several {@link #candidates}, of which one must be free in the
   * target.
   *
   * @return true if the expression is a call of {@code SelectUniqueValue}
   */
  public boolean choosesUniqueValue() {
    return functionNames.contains("SelectUniqueValue");
  }

  /**
   * The values that {@code SelectUniqueValue} tries for one object, if all of them are taken. A
   * rule without a value is skipped; the list ends at a rule that fails.
   *
   * @param attributes the attributes of the object
   * @param context the clock and other data of the functions; its unique values are not used
   * @return in the order of the rules, without duplicates; empty for any other expression
   * @throws EvaluationException if a rule fails before another one has a value
   */
  public List<String> candidates(Attributes attributes, EvaluationContext context) {
    Set<String> candidates = new LinkedHashSet<>();
    UniqueValues allTaken =
        value -> {
          candidates.add(value);
          return true;
        };
    try {
      evaluate(attributes, context.withUniqueValues(allTaken));
    } catch (EvaluationException e) {
      // It always fails, because all values are taken.
      if (candidates.isEmpty()) {
        throw e;
      }
    }
    return List.copyOf(candidates);
  }

  /** Two expressions are equal if their texts are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Expression expression && expression.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
