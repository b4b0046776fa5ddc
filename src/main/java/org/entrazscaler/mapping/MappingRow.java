package org.entrazscaler.mapping;

import java.util.List;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.expression.IgnoredFlow;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * One attribute mapping: where a value goes, where it comes from and when it is sent (Entra,
 * Customize attribute mappings).
 *
 * @param target the place in the SCIM resource
 * @param source the expression
 * @param matchingPrecedence rank as a matching attribute, the lowest is tried first; 0 for none
 * @param createOnly whether the row counts only while an object is made: it says so, or its value
 *     is unique in the target ({@code SelectUniqueValue} is for creation only, Entra, Reference for
 *     writing expressions for attribute mappings)
 * @param defaultValue what is sent on creation when the source is empty: String, Long or Boolean;
 *     null for nothing
 * @param clear whether the target's value is removed when the source is empty
 * @param offset where the row begins in its block
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
   * The same row, but that it removes the target's value when the source is empty.
   *
   * @return a copy
   */
  public MappingRow clearing() {
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
   * Whether values are only added to those that the target has, and never taken away (Entra,
   * Customize user provisioning attribute-mappings: {@code AppRoleAssignmentsComplex}).
   *
   * @return false where the whole value is written
   */
  public boolean isAdding() {
    return source.functionNames().contains("AppRoleAssignmentsComplex");
  }

  /**
   * Whether the value stays out of what people read.
   *
   * @return true if the source uses {@code Redact}
   */
  public boolean isRedacted() {
    return source.functionNames().contains("Redact");
  }

  /**
   * Whether the value names other objects by their Entra ids, so that it has to be resolved through
   * the links before it is sent: {@code members} of a group and the enterprise {@code manager}.
   *
   * @return true for these
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
   * The row's value for one object. A source that is absent, and an empty list, give null; an empty
   * text flows as such (Entra: the service has no null or empty logic of its own), unless the row
   * says {@code clear}, which counts it as empty.
   *
   * @param attributes the whole source object
   * @param context clock and the like
   * @return the value with its row
   * @throws org.entrazscaler.expression.EvaluationException if a function cannot work with the
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
