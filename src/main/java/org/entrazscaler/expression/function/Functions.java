package org.entrazscaler.expression.function;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All functions of the language. */
public final class Functions {

  private static final Map<String, ExpressionFunction> BY_NAME =
      byName(
          List.of(
              new Append(),
              new AppRoleAssignments(),
              RoleAssignments.added(),
              RoleAssignments.replaced(),
              new BitAnd(),
              new CBool(),
              new CDate(),
              new Coalesce(),
              new ConvertToBase64(),
              new ConvertToUtf8Hex(),
              new Count(),
              new CStr(),
              new DateAdd(),
              new DateDiff(),
              new DateFromNum(),
              new DefaultDomain(),
              new FormatDateTime(),
              new Guid(),
              new IgnoreFlowIfNullOrEmpty(),
              new Iif(),
              new InStr(),
              new IsNull(),
              new IsNullOrEmpty(),
              new IsPresent(),
              new IsString(),
              new Item(),
              new Join(),
              new Left(),
              new Len(),
              new Mid(),
              new NormalizeDiacritics(),
              new Not(),
              new Now(),
              new NumFromDate(),
              new PCase(),
              new RandomString(),
              new Redact(),
              new RemoveDuplicates(),
              new Replace(),
              new SelectUniqueValue(),
              new SingleAppRoleAssignment(),
              new Split(),
              new StripSpaces(),
              new Switch(),
              CaseFunction.toLower(),
              CaseFunction.toUpper(),
              new Word()));

  private Functions() {}

  /**
   * Every function with its form and description.
   *
   * @return the signatures, sorted by name regardless of case
   */
  public static List<Signature> all() {
    return BY_NAME.values().stream()
        .map(ExpressionFunction::signature)
        .sorted(Comparator.comparing(Signature::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  /**
   * The names of all functions.
   *
   * @return sorted, unmodifiable
   */
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /**
   * Finds a function.
   *
   * @param name its name; case-sensitive
   * @return the function, or null if there is none
   */
  public static @Nullable ExpressionFunction named(String name) {
    return BY_NAME.get(name);
  }

  private static Map<String, ExpressionFunction> byName(List<ExpressionFunction> functions) {
    Map<String, ExpressionFunction> byName = new TreeMap<>();
    for (ExpressionFunction function : functions) {
      byName.put(function.signature().name(), function);
    }
    return Collections.unmodifiableMap(byName);
  }
}
