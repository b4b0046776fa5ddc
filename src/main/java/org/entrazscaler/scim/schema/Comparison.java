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
 * Compares two values of one attribute.
 *
 * @param definition the attribute; null if it is not known
 * @param spelled whether letter case always counts, also for an attribute that ignores it
 */
record Comparison(@Nullable ScimAttribute definition, boolean spelled) {

  /**
   * Whether the target shows a value that was sent: the same value, or the value without blanks
   * that the target removes.
   */
  boolean shows(@Nullable JsonNode stored, @Nullable JsonNode sent) {
    if (same(stored, sent)) {
      return true;
    }
    return sent != null
        && sent.isTextual()
        && (stored == null || stored.isTextual())
        && isStoredForm(stored == null ? "" : stored.textValue(), sent.textValue());
  }

  private boolean isStoredForm(String stored, String sent) {
    return same(TextNode.valueOf(Blanks.shortest(stored)), TextNode.valueOf(Blanks.shortest(sent)))
        && (stored.isEmpty() || Blanks.isStoredForm(stored, sent));
  }

  boolean same(@Nullable JsonNode first, @Nullable JsonNode second) {
    return form(first).equals(form(second));
  }

  /** The canonical form of a value; equal for equal values. */
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

  /** The definition of the value itself; for a complex attribute that of its "value". */
  private @Nullable ScimAttribute leaf() {
    if (definition == null || definition.type() != Type.COMPLEX) {
      return definition;
    }
    return definition.subAttribute("value");
  }

  /** One form for all texts that {@link String#equalsIgnoreCase} treats as equal. */
  private static String fold(String text) {
    char[] letters = text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      letters[i] = Character.toLowerCase(Character.toUpperCase(letters[i]));
    }
    return new String(letters);
  }
}
