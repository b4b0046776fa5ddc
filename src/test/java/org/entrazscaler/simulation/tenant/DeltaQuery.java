package org.entrazscaler.simulation.tenant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a delta query tracks, as its first request says.
 *
 * @param kind users or groups
 * @param properties the tracked properties, without {@code id} and links, in the order of the
 *     selection
 * @param select the selection as sent; null if there was none
 * @param links whether members (of groups) or the manager (of users) are tracked
 * @param ids the objects to which {@code $filter} restricts the query; null for all
 */
record DeltaQuery(
    ObjectKind kind,
    List<String> properties,
    @Nullable String select,
    boolean links,
    @Nullable Set<String> ids) {

  private static final Pattern TERM = Pattern.compile("id\\s+eq\\s+'([^']*)'");
  private static final int MAXIMUM_TERMS = 50;

  static DeltaQuery parse(GraphSchema schema, ObjectKind kind, QueryOptions options) {
    for (String option : options.names()) {
      switch (option.toLowerCase(Locale.ROOT)) {
        case "$select", "$filter", "$deltatoken" -> {}
        case "$top", "$orderby", "$expand", "$search", "$skip", "$count" ->
            throw GraphException.unsupportedQuery(
                "The query option '" + option + "' is not supported by the delta query.");
        default -> {
          if (option.startsWith("$")) {
            throw GraphException.badRequest(
                "The query parameter '" + option + "' is not supported.");
          }
        }
      }
    }
    Set<String> ids = options.has("$filter") ? ids(options.getOrEmpty("$filter")) : null;
    String select = options.get("$select");
    if (select == null) {
      return new DeltaQuery(kind, schema.defaults(kind), null, kind == ObjectKind.GROUP, ids);
    }
    String tracked = kind == ObjectKind.GROUP ? "members" : "manager";
    Set<String> properties = new LinkedHashSet<>();
    boolean links = false;
    for (String part : select.split(",")) {
      String name = part.trim();
      if (!schema.selectable(kind, name)) {
        throw GraphException.unknownProperty(kind, name);
      }
      links |= name.equals(tracked);
      if (!name.equals("id") && schema.stored(kind, name)) {
        properties.add(name);
      }
    }
    return new DeltaQuery(kind, List.copyOf(properties), select, links, ids);
  }

  /** The part of {@code @odata.context} after the hash. */
  String context() {
    return select == null || properties.isEmpty()
        ? kind.collection()
        : kind.collection() + "(" + String.join(",", properties) + ")";
  }

  boolean covers(DirectoryObject object) {
    return object.kind == kind && (ids == null || ids.contains(object.id));
  }

  private static Set<String> ids(String filter) {
    List<String> terms = new ArrayList<>(List.of(filter.trim().split("\\s+or\\s+")));
    Set<String> ids = new HashSet<>();
    for (String term : terms) {
      Matcher matcher = TERM.matcher(term.trim());
      if (!matcher.matches()) {
        throw GraphException.unsupportedQuery(
            "The specified filter to the delta query is not supported: only id eq '...', joined by or.");
      }
      ids.add(matcher.group(1));
    }
    if (terms.size() > MAXIMUM_TERMS) {
      throw GraphException.unsupportedQuery(
          "The specified filter has " + terms.size() + " terms, more than " + MAXIMUM_TERMS + ".");
    }
    return ids;
  }
}
