package org.entrazscaler.mapping;

import java.util.List;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.expression.IgnoredFlow;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * One attribute mapping: the target, the source, and when the value is sent (Entra, Customize
 * attribute mappings).
 *
 * @param target the path in the SCIM resource
 * @param source the expression
 * @param matchingPrecedence precedence as a matching attribute, the lowest is tried first; 0 if the
 *     row is none
 * @param createOnly whether the row is used only on creation: because of {@code apply create}, or
 *     because of {@code SelectUniqueValue}, which is for creation only (Entra, Reference for
 *     writing expressions for attribute mappings)
 * @param defaultValue sent on creation if the source is empty: String, Long or Boolean; null if
 *     there is none
 * @param clear whether the value in Zscaler is removed if the source is empty
 * @param offset offset of the row in its block
 */
public record MappingRow(
    ScimPath target,
    Expression source,
    int matchingPrecedence,
    boolean createOnly,
    @Nullable Object defaultValue,
    boolean clear,
    int offset) {

  private static final String ENTERPRISE_USER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  /**
   * The same row with the option {@code clear}.
   *
   * @return a copy
   */
  public MappingRow withClear() {
    return new MappingRow(
        target, source, matchingPrecedence, createOnly, defaultValue, true, offset);
  }

  /**
   * Whether the row is one of the matching attributes.
   *
   * @return true if it has a precedence
   */
  public boolean isMatching() {
    return matchingPrecedence > 0;
  }

  /**
   * Whether the row only adds values to those in Zscaler and never removes one (Entra, Customize
   * user provisioning attribute-mappings: {@code AppRoleAssignmentsComplex}).
   *
   * @return false if the row replaces the whole value
   */
  public boolean isAdditive() {
    return source.functionNames().contains("AppRoleAssignmentsComplex");
  }

  /**
   * Whether the value is redacted in logs, messages and mails.
   *
   * @return true if the source uses {@code Redact}
   */
  public boolean isRedacted() {
    return source.functionNames().contains("Redact");
  }

  /**
   * Whether the value consists of Entra ids of other objects, which the links translate before it
   * is sent.
   *
   * @return true for {@code members} of a group and the enterprise {@code manager}
   */
  public boolean isReference() {
    return isReference(target);
  }

  static boolean isReference(ScimPath target) {
    String schema = target.schema();
    return schema == null
        ? target.attribute().equalsIgnoreCase("members")
        : target.attribute().equalsIgnoreCase("manager")
            && schema.equalsIgnoreCase(ENTERPRISE_USER);
  }

  /**
   * Evaluates the row for one object. An absent source and an empty list give null. An empty text
   * stays an empty text (Entra: the service has no null or empty logic of its own); only a row with
   * {@code clear} treats it as empty.
   *
   * @param attributes the whole source object
   * @param context the clock and other data of the functions
   * @return the value with its row
   * @throws org.entrazscaler.expression.EvaluationException if a function cannot be applied to the
   *     values
   */
  public MappedValue evaluate(Attributes attributes, EvaluationContext context) {
    if (source.choosesUniqueValue()) {
      List<String> candidates = source.candidates(attributes, context);
      if (!candidates.isEmpty()) {
        return new MappedValue(this, candidates.get(0), false, candidates);
      }
    }
    Object value = source.evaluate(attributes, context);
    if (value instanceof IgnoredFlow) {
      return new MappedValue(this, null, true, List.of());
    }
    if ((value instanceof List<?> list && list.isEmpty())
        || (clear && value instanceof String text && text.isEmpty())) {
      return new MappedValue(this, null, false, List.of());
    }
    return new MappedValue(this, value, false, List.of());
  }
}
