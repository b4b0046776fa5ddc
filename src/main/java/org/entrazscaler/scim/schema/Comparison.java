package org.entrazscaler.scim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.entrazscaler.scim.schema.ScimAttribute.Type;
import org.jspecify.annotations.Nullable;

/**
 * When two values of one attribute mean the same.
 *
 * @param definition the attribute; null if it is not known
 * @param spelled whether letter case counts, whatever the attribute says of it
 */
record Comparison(@Nullable ScimAttribute definition, boolean spelled) {

  /**
   * Whether a target that was given a value shows it so: the same, or without blanks that it takes
   * away.
   */
  boolean shows(@Nullable JsonNode held, @Nullable JsonNode given) {
    if (same(held, given)) {
      return true;
    }
    return given != null
        && given.isTextual()
        && (held == null || held.isTextual())
        && isLeftOf(held == null ? "" : held.textValue(), given.textValue());
  }

  private boolean isLeftOf(String held, String given) {
    return same(TextNode.valueOf(Blanks.shortest(held)), TextNode.valueOf(Blanks.shortest(given)))
        && (held.isEmpty() || Blanks.isLeftOf(held, given));
  }

  boolean same(@Nullable JsonNode first, @Nullable JsonNode second) {
    return form(first).equals(form(second));
  }

  /** Values that mean the same have the same form. */
  private Object form(@Nullable JsonNode value) {
    if (value instanceof ArrayNode array) {
      List<String> forms = new ArrayList<>();
      array.forEach(element -> forms.add(form(element).toString()));
      forms.removeIf(String::isEmpty);
      forms.sort(null);
      return forms.isEmpty() ? "" : forms;
    }
    if (value instanceof ObjectNode object) {
      return object(object);
    }
    if (value == null || value.isNull()) {
      return "";
    }
    ScimAttribute leaf = leaf();
    String text = value.asText();
    boolean isTruth = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    if (isTruth && (leaf == null || leaf.type() == Type.BOOLEAN || value.isBoolean())) {
      return text.toLowerCase(Locale.ROOT);
    }
    return spelled || leaf == null || leaf.caseExact() ? text : fold(text);
  }

  private Object object(ObjectNode object) {
    JsonNode identity = Fields.get(object, "value");
    if (identity != null && !identity.isContainerNode()) {
      return form(identity);
    }
    TreeMap<String, Object> parts = new TreeMap<>();
    object
        .properties()
        .forEach(
            part -> {
              ScimAttribute known =
                  definition == null ? null : definition.subAttribute(part.getKey());
              Object form = new Comparison(known, spelled).form(part.getValue());
              if (!form.equals("")) {
                parts.put(fold(part.getKey()), form);
              }
            });
    return parts.isEmpty() ? "" : parts;
  }

  /** The definition of the value itself: of a complex attribute that of its "value". */
  private @Nullable ScimAttribute leaf() {
    if (definition == null || definition.type() != Type.COMPLEX) {
      return definition;
    }
    return definition.subAttribute("value");
  }

  /** Brings texts that {@link String#equalsIgnoreCase} takes for equal into one form. */
  private static String fold(String text) {
    char[] letters = text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      letters[i] = Character.toLowerCase(Character.toUpperCase(letters[i]));
    }
    return new String(letters);
  }
}
