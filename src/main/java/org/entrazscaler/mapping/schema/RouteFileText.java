package org.entrazscaler.mapping.schema;

import java.util.List;

/** Writes the files in {@code routes/} that users edit, in the form in which they are shipped. */
public final class RouteFileText {

  /** Name of the file that holds the mapping of users. */
  public static final String USER_MAPPING = "user-mapping.camel.yaml";

  /** Name of the file that holds the mapping of groups. */
  public static final String GROUP_MAPPING = "group-mapping.camel.yaml";

  /** Name of the file that holds the scoping filters. */
  public static final String SCOPE = "scope.camel.yaml";

  private static final int BLOCK_INDENTATION = 18;

  private static final String MAPPING =
      """
      # The attribute mapping of %1$ss, imported from Entra's provisioning schema. Syntax: docs/mapping.md
      - route:
          id: map-%1$s
          description: Maps a %1$s in Entra to %2$s in Zscaler
          from:
            uri: direct:map-%1$s
            steps:
              - transform:
                  expression:
                    language:
                      language: mapping
                      expression: |
      %3$s\
      """;

  private static final String FILTERS =
      """
      # The scoping filters: first of users, then of groups. ALL accepts every object. Syntax: docs/mapping.md
      """;

  private static final String FILTER =
      """
      - route:
          id: scope-%1$s
          description: Evaluates the scoping filter of %1$ss
          from:
            uri: direct:scope-%1$s
            steps:
              - setVariable:
                  name: inScope
                  expression:
                    language:
                      language: scope
                      expression: '%2$s'
      """;

  private RouteFileText() {}

  /** The line of the first entry in the file of a mapping, 1-based. */
  static int firstRow() {
    return (int) MAPPING.lines().count();
  }

  /**
   * The file of the mapping of users.
   *
   * @param rows the entries, one line each
   * @return its whole text
   */
  public static String userMapping(List<String> rows) {
    return mapping("user", "an account", rows);
  }

  /**
   * The file of the mapping of groups.
   *
   * @param rows the entries, one line each
   * @return its whole text
   */
  public static String groupMapping(List<String> rows) {
    return mapping("group", "a group", rows);
  }

  /**
   * The file of the scoping filters.
   *
   * @param users the filter of users, one line
   * @param groups the filter of groups, one line
   * @return its whole text
   */
  public static String scope(String users, String groups) {
    return FILTERS + filter("user", users) + filter("group", groups);
  }

  private static String mapping(String type, String target, List<String> rows) {
    return MAPPING.formatted(type, target, String.join("\n", rows).indent(BLOCK_INDENTATION));
  }

  private static String filter(String type, String text) {
    return FILTER.formatted(type, text.replace("'", "''"));
  }
}
