package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.entrazscaler.scim.schema.Fields;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.SchemaUrn;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * The users and groups in Zscaler that are never changed: built-in administrators and system
 * entries, which the lists contain (ZIA, SCIM API Examples; ZIdentity, SCIM API Examples). A
 * pattern matches a userName, a displayName or the department of a user; {@code *} matches any
 * characters; letter case is ignored. Immutable.
 */
public final class NeverTouch {

  /** The default of the setting {@code zscaler.never-touch}. */
  public static final List<String> DEFAULT =
      List.of("DEFAULT ADMIN", "Service Admin", "__remote_assistance@*", "Dynamic Group *");

  private static final ScimPath DEPARTMENT =
      ScimPath.parse(SchemaUrn.ENTERPRISE_USER + ":department");

  private final Map<String, Pattern> patterns = new LinkedHashMap<>();
  private final boolean departmentCounts;

  /**
   * Compiles patterns.
   *
   * @param patterns the patterns; blank ones are ignored
   * @param product the product; on ZPA the department is not compared, because ZPA sets "Service
   *     Admin" for every user without one (PingFederate, ZPA connector attributes)
   */
  public NeverTouch(List<String> patterns, Product product) {
    for (String pattern : patterns) {
      if (!pattern.isBlank()) {
        this.patterns.put(pattern.strip(), compile(pattern.strip()));
      }
    }
    this.departmentCounts = product != Product.ZPA;
  }

  private static Pattern compile(String pattern) {
    List<String> literals = new ArrayList<>();
    for (String literal : pattern.split("\\*+", -1)) {
      literals.add(Pattern.quote(literal));
    }
    return Pattern.compile(
        String.join(".*", literals),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  /**
   * Whether a user is never changed.
   *
   * @param user a user in Zscaler
   * @return the pattern that matches; null if the user may be changed
   */
  public @Nullable String patternFor(TargetUser user) {
    JsonNode department = departmentCounts ? DEPARTMENT.read(user.attributes()) : null;
    return patternFor(
        user.userName(),
        Fields.text(user.attributes(), "displayName"),
        department == null ? null : department.asText());
  }

  /**
   * Whether a group is never changed.
   *
   * @param group a group in Zscaler
   * @return the pattern that matches; null if the group may be changed
   */
  public @Nullable String patternFor(TargetGroup group) {
    return patternFor(group.displayName());
  }

  /**
   * Whether an object with any of these names is never changed, and never created.
   *
   * @param names userName, displayName, department; null if absent
   * @return the first pattern that matches; null if none does
   */
  public @Nullable String patternFor(@Nullable String... names) {
    for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
      for (String name : names) {
        if (name != null && pattern.getValue().matcher(name.strip()).matches()) {
          return pattern.getKey();
        }
      }
    }
    return null;
  }
}
