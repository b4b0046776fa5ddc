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
 * An expression of an Entra attribute mapping, compiled. Immutable, for any number of threads.
 *
 * <p>The language is that of "Reference for writing expressions for attribute mappings in Microsoft
 * Entra ID": function calls, attributes between brackets, texts between double quotes, whole
 * numbers. A text, number or attribute alone is an expression as well.
 */
public final class Expression {

  /** Characters that an expression may have: 10,000, as in Entra. */
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
   * Reads an expression.
   *
   * @param text the expression as the portal shows it; blanks and line feeds between its parts do
   *     not matter
   * @return the compiled expression
   * @throws LanguageException with every error found (at most 20), offsets counting in {@code text}
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
   * The text it was compiled from.
   *
   * @return unchanged
   */
  public String text() {
    return text;
  }

  /**
   * The attributes it may read.
   *
   * @return their names in order of first appearance; unmodifiable
   */
  public Set<String> attributeNames() {
    return attributeNames;
  }

  /**
   * The attributes that there are not.
   *
   * @param names the names that may be used
   * @return an error for each place where another one stands, in their order
   */
  public List<TextError> unknownNames(SourceNames names) {
    return attributes.stream()
        .filter(attribute -> !names.known(attribute.name()))
        .map(
            attribute ->
                new TextError(
                    attribute.offset() + 1,
                    attribute.length() - 2,
                    names.objection(attribute.name())))
        .toList();
  }

  /**
   * The functions it may call. {@code Redact} among them means that its values stay out of logs;
   * {@code SelectUniqueValue} that it must not be a matching attribute and applies to creations
   * only.
   *
   * @return their names in order of first appearance; unmodifiable
   */
  public Set<String> functionNames() {
    return functionNames;
  }

  /**
   * The value for one object.
   *
   * @param attributes the object's attributes
   * @param context the time and what else the functions need
   * @return a {@link String}, {@link Boolean}, {@link Long}, an immutable non-empty {@code
   *     List<String>}, null (Entra sends nothing), or {@link IgnoredFlow#INSTANCE}
   * @throws EvaluationException when the expression has no value for this object
   */
  public @Nullable Object evaluate(Attributes attributes, EvaluationContext context) {
    try {
      return root.evaluate(attributes, context);
    } catch (EvaluationException e) {
      if (!functionNames.contains("Redact")) {
        throw e;
      }
      throw new EvaluationException(
          "The expression has no value for this object; why is not said, because it is redacted",
          e.offset(),
          e.length());
    }
  }

  /**
   * Whether the value is one of several, of which the target has to tell the free one: {@code
   * SelectUniqueValue} is the whole expression.
   *
   * @return true if {@link #candidates} says more than {@link #evaluate}
   */
  public boolean choosesUniqueValue() {
    return functionNames.contains("SelectUniqueValue");
  }

  /**
   * The values that {@code SelectUniqueValue} would try for one object, if each turned out to be
   * taken. A rule that gives nothing is passed over; at one that fails the list ends.
   *
   * @param attributes the object's attributes
   * @param context the time and what else the functions need; nothing is asked of its target
   * @return in the order of the rules, each once; empty for any other expression
   * @throws EvaluationException when a rule fails before any has given a value
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
      // With all values taken it has to fail in the end.
      if (candidates.isEmpty()) {
        throw e;
      }
    }
    return List.copyOf(candidates);
  }

  /** Two expressions are equal when their texts are. */
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
