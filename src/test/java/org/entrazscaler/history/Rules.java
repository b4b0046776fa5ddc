package org.entrazscaler.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mapping of users and the scoping filter that an administrator has set. */
record Rules(MappingChoice mapping, FilterChoice filter) {

  static final Rules SHIPPED = new Rules(MappingChoice.SHIPPED, FilterChoice.ALL);
  static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  private static final String DISPLAY_NAME = "displayName: [displayName]\n";
  private static final String DEPARTMENT = ENTERPRISE + ":department: [department]\n";

  /** The mapping of users. */
  enum MappingChoice {
    SHIPPED(DISPLAY_NAME, DISPLAY_NAME),
    MARKED(DISPLAY_NAME, "displayName: Append([displayName], \" (Example Ltd)\")\n"),
    UPPER(DISPLAY_NAME, "displayName: ToUpper([displayName])\n"),
    CLEARING(DEPARTMENT, ENTERPRISE + ":department: [department] | clear\n"),
    /** One row has no result for a user with a department. */
    FAILING(
        DEPARTMENT,
        ENTERPRISE + ":department: FormatDateTime([department], , \"yyyy\", \"yyyy\")\n"),
    MANAGER(DEPARTMENT, DEPARTMENT + " ".repeat(18) + ENTERPRISE + ":manager: [manager]\n");

    /** The mappings in which no row fails. */
    static final Set<MappingChoice> WITH_RESULTS = EnumSet.complementOf(EnumSet.of(FAILING));

    final String what;
    final String with;

    MappingChoice(String what, String with) {
      this.what = what;
      this.with = with;
    }
  }

  /** The scoping filter of users. */
  enum FilterChoice {
    ALL("'ALL'"),
    SALES("'department EQUALS \"Sales\"'");

    final String text;

    FilterChoice(String text) {
      this.text = text;
    }
  }

  boolean acceptsUser(ObjectNode user) {
    return filter == FilterChoice.ALL || "Sales".equals(user.path("department").textValue());
  }

  /**
   * The required attributes of an account in scope, by SCIM path; null for an attribute without a
   * value. An attribute with an empty source is not changed, and is not in the map.
   */
  Map<String, @Nullable String> attributes(ObjectNode user) {
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    put(all, "userName", user.path("userPrincipalName"));
    put(all, "externalId", user.path("id"));
    put(all, "name.familyName", user.path("surname"));
    put(all, "name.givenName", user.path("givenName"));
    put(all, "displayName", user.path("displayName"));
    put(all, ENTERPRISE + ".department", user.path("department"));
    if (mapping == MappingChoice.MARKED) {
      all.computeIfPresent("displayName", (path, name) -> name + " (Example Ltd)");
    }
    if (mapping == MappingChoice.UPPER) {
      all.computeIfPresent("displayName", (path, name) -> name.toUpperCase(Locale.ROOT));
    }
    if (mapping == MappingChoice.FAILING) {
      all.remove(ENTERPRISE + ".department");
    }
    if (mapping == MappingChoice.CLEARING) {
      all.putIfAbsent(ENTERPRISE + ".department", null);
    }
    return all;
  }

  private static void put(Map<String, @Nullable String> all, String path, JsonNode value) {
    if (value.isTextual()) {
      all.put(path, value.textValue());
    }
  }
}
