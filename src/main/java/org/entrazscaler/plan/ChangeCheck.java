package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * Removes from a change the values that cannot be written. A value that the target certainly
 * refuses, or a row without a result, must not delay the others, least of all a removal. Immutable.
 */
final class ChangeCheck {

  private static final Set<String> NAMES = Set.of("userName", "displayName");

  private final Exclusions exclusions;
  private final TargetRules rules;

  ChangeCheck(Exclusions exclusions, TargetRules rules) {
    this.exclusions = exclusions;
    this.rules = rules;
  }

  /**
   * Checks a change of an existing object value by value.
   *
   * @param change with all values that should be written
   * @param mapped the result of the mapping
   * @param failed the rows without a result
   * @param alone whether the change is needed even without values: members differ, or the object is
   *     adopted
   * @return the change with the values that can be written and the refusals of the others; a
   *     refusal if none can be written
   */
  Decision checkByValue(
      Change change, MappedObject mapped, List<Decision.Refuse> failed, boolean alone) {
    List<Decision.Refuse> refused = new ArrayList<>(failed);
    Change left = change;
    String pattern = exclusions.patternFor(left.written());
    if (pattern != null) {
      left = without(left, value -> NAMES.contains(value.path()));
    }
    String domain = exclusions.domainObjection(left);
    if (domain != null) {
      refused.add(invalidDomain(domain));
      left = without(left, value -> value.path().equals("userName"));
    }
    Decision.Refuse missing = rules.refusal(left, mapped);
    if (missing != null) {
      refused.add(missing);
      Set<String> attributes = rules.missingAttributes(left);
      left =
          without(left, value -> isBlank(value.after()) && attributes.contains(attributeOf(value)));
    }
    if (left.values().isEmpty() && !alone) {
      return refused.isEmpty() ? excluded(pattern) : Decision.Refuse.together(refused);
    }
    left = pattern == null ? left : left.withMoreWarnings(List.of(nameKept(pattern)));
    return new Decision.Write(
        left.withMoreWarnings(rules.warnings(left, mapped)).withRefused(refused));
  }

  /**
   * Checks a change that is written completely or not at all.
   *
   * @param change a creation, or a change that undoes another one
   * @param mapped the result of the mapping
   * @return the change, or why it is refused
   */
  Decision checkWhole(Change change, MappedObject mapped) {
    String pattern = exclusions.patternFor(change.written());
    if (pattern != null) {
      return excluded(pattern);
    }
    String domain = exclusions.domainObjection(change);
    if (domain != null) {
      return invalidDomain(domain);
    }
    Decision.Refuse refusal = rules.refusal(change, mapped);
    return refusal != null
        ? refusal
        : new Decision.Write(change.withMoreWarnings(rules.warnings(change, mapped)));
  }

  private static String attributeOf(ValueChange value) {
    return ScimPath.parse(value.path()).attribute();
  }

  private static Change without(Change change, Predicate<ValueChange> leftOut) {
    return change
        .withValues(change.values().stream().filter(value -> !leftOut.test(value)).toList())
        .withDisabled();
  }

  private static boolean isBlank(@Nullable JsonNode value) {
    return value == null || value.isTextual() && value.textValue().isBlank();
  }

  private static Decision.Refuse invalidDomain(String objection) {
    return new Decision.Refuse(
        "InvalidDomain",
        objection,
        "Have Zscaler Support register the domain and add it to zscaler.domains, or correct the"
            + " userPrincipalName.");
  }

  private static Decision excluded(@Nullable String pattern) {
    return pattern == null
        ? new Decision.Nothing("Zscaler has it already.", "")
        : new Decision.Nothing(wouldHave(pattern) + ".", "EntrySynchronizationSkipped");
  }

  private static Warning nameKept(String pattern) {
    return new Warning(Warning.NAME_KEPT, wouldHave(pattern) + "; the name is not changed.");
  }

  private static String wouldHave(String pattern) {
    return "Its new name is one that zscaler.never-touch covers: " + pattern;
  }
}
