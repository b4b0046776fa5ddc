package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users or the groups, in the order of creation, with an index for each attribute that a filter
 * may use, so that 100,000 rows need no scan.
 */
final class Table<T extends Stored> {

  /**
   * Attributes that are compared ignoring case, as {@code caseExact:false} of RFC 7643 section
   * 8.7.1 says; the others are compared exactly.
   */
  private static final Set<String> CASE_IGNORED = Set.of("userName", "displayName");

  private final String nameAttribute;
  private final Map<String, T> rows = new LinkedHashMap<>();
  private final Map<String, Map<String, Set<String>>> indexes = new HashMap<>();
  private final Set<String> hiddenNames = new HashSet<>();
  private @Nullable List<T> visible;

  Table(String nameAttribute, String... furtherIndexed) {
    this.nameAttribute = nameAttribute;
    indexes.put(nameAttribute, new HashMap<>());
    for (String attribute : furtherIndexed) {
      indexes.put(attribute, new HashMap<>());
    }
  }

  void empty() {
    rows.clear();
    indexes.values().forEach(Map::clear);
    hiddenNames.clear();
    visible = null;
  }

  @Nullable T byId(String id) {
    return rows.get(id);
  }

  /** The row of this name, letter case ignored; the oldest one when there are several. */
  @Nullable T byName(String name) {
    for (String id : idsOf(nameAttribute, name)) {
      return rows.get(id);
    }
    return null;
  }

  /**
   * The ids of the rows whose attribute equals the value; the attribute is {@code id} or an indexed
   * one.
   */
  Set<String> idsOf(String attribute, String value) {
    if (attribute.equals("id")) {
      return rows.containsKey(value) ? Set.of(value) : Set.of();
    }
    Map<String, Set<String>> index = indexes.get(attribute);
    if (index == null) {
      throw new IllegalArgumentException("No index for " + attribute);
    }
    return index.getOrDefault(key(attribute, value), Set.of());
  }

  boolean indexed(String attribute) {
    return attribute.equals("id") || indexes.containsKey(attribute);
  }

  Collection<T> rows() {
    return rows.values();
  }

  int size() {
    return rows.size();
  }

  void add(T row) {
    rows.put(row.id, row);
    index(row, true);
    visible = null;
  }

  void remove(T row) {
    rows.remove(row.id);
    index(row, false);
    visible = null;
  }

  void replaceAttributes(T row, ObjectNode attributes) {
    index(row, false);
    row.attributes = attributes;
    index(row, true);
  }

  /** From now on the row with this name is hidden in lists, but counted and found by filters. */
  void hide(String name) {
    hiddenNames.add(key(nameAttribute, name));
    visible = null;
  }

  /**
   * The rows that lists show. They are cached until a row is added or removed, so that the cost of
   * paging is not quadratic.
   */
  synchronized List<T> visible() {
    List<T> known = visible;
    if (known == null) {
      known = new ArrayList<>(rows.size());
      for (T row : rows.values()) {
        String name = row.text(nameAttribute);
        if (name == null || !hiddenNames.contains(key(nameAttribute, name))) {
          known.add(row);
        }
      }
      visible = known;
    }
    return known;
  }

  private void index(T row, boolean present) {
    indexes.forEach(
        (attribute, index) -> {
          String value = row.text(attribute);
          if (value == null) {
            return;
          }
          String key = key(attribute, value);
          if (present) {
            index.computeIfAbsent(key, absent -> new LinkedHashSet<>()).add(row.id);
          } else {
            index.computeIfPresent(
                key,
                (same, ids) -> {
                  ids.remove(row.id);
                  return ids.isEmpty() ? null : ids;
                });
          }
        });
  }

  private static String key(String attribute, String value) {
    return CASE_IGNORED.contains(attribute) ? value.toLowerCase(Locale.ROOT) : value;
  }
}
