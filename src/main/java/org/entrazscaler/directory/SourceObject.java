package org.entrazscaler.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.text.AnswerText;
import org.jspecify.annotations.Nullable;

/**
 * A user or group as mappings and filters see it: by Entra's source names.
 *
 * @param type user or group
 * @param id the object id, opaque
 * @param properties by Graph's names, as {@link #merge} leaves them; {@code manager} is an id,
 *     {@code members} a list of ids. Not changed once handed over
 * @param scopeEvaluation what the properties do not say
 */
public record SourceObject(
    ObjectType type, String id, ObjectNode properties, ScopeEvaluation scopeEvaluation)
    implements Attributes {

  /**
   * The value of a source attribute: computed ones, guests' names and the renamings of {@link
   * SourceAttributes} included. {@code IsSoftDeleted} is {@code "True"} or {@code "False"}.
   *
   * @param name Entra's name
   * @return null when absent; otherwise String, Boolean, Long, or an immutable non-empty List of
   *     String
   * @throws UnknownSourceAttributeException if the name is not in the table
   * @throws GraphAnswerException if what Graph delivered is no such value
   */
  @Override
  public @Nullable Object value(String name) {
    SourceAttribute attribute = SourceAttributes.require(type, name);
    JsonNode property = properties.path(attribute.property());
    return switch (attribute.form()) {
      case IDENTITY -> id;
      case ROLES -> scopeEvaluation.roles().isEmpty() ? null : scopeEvaluation.roles();
      case SOFT_DELETED -> softDeleted() ? "True" : "False";
      case GUEST_NAME -> {
        Object stored = read(name, property);
        yield stored instanceof String text ? GuestName.unmarked(text) : stored;
      }
      case FIRST -> read(name, property.isArray() ? property.path(0) : property);
      case PART -> read(name, part(attribute, property));
      case WHOLE, REFERENCE -> read(name, property);
    };
  }

  /**
   * Whether the object counts as soft-deleted: by its scopeEvaluation, or because its account is
   * blocked.
   *
   * @return what {@code IsSoftDeleted} says
   * @throws GraphAnswerException if what Graph delivered as accountEnabled is no Boolean
   */
  public boolean softDeleted() {
    return scopeEvaluation.softDeleted() || type == ObjectType.USER && blocked();
  }

  /**
   * The same object with another scopeEvaluation.
   *
   * @param changed the new scopeEvaluation
   * @return a new object
   */
  public SourceObject withScopeEvaluation(ScopeEvaluation changed) {
    return new SourceObject(type, id, properties, changed);
  }

  /**
   * Applies a change set to what is known of an object. A property that did not come stays; a null
   * clears; a complex property comes whole and replaces the former one. The result holds neither
   * nulls nor empty lists, so that equal objects have equal properties.
   *
   * @param stored what is known; is not changed
   * @param changed what came, for instance {@link
   *     org.entrazscaler.graph.DirectoryChange#properties()}; is not changed
   * @return a new node
   */
  public static ObjectNode merge(ObjectNode stored, ObjectNode changed) {
    ObjectNode merged = stored.deepCopy();
    for (Map.Entry<String, JsonNode> property : changed.properties()) {
      merged.set(property.getKey(), property.getValue().deepCopy());
    }
    removeEmpty(merged);
    return merged;
  }

  private static void removeEmpty(ObjectNode node) {
    for (Iterator<JsonNode> values = node.elements(); values.hasNext(); ) {
      JsonNode value = values.next();
      if (value instanceof ObjectNode complex) {
        removeEmpty(complex);
      }
      if (value.isNull() || value.isContainerNode() && value.isEmpty()) {
        values.remove();
      }
    }
  }

  private boolean blocked() {
    JsonNode enabled = properties.path("accountEnabled");
    if (enabled.isBoolean() || enabled.isNull() || enabled.isMissingNode()) {
      return enabled.isBoolean() && !enabled.booleanValue();
    }
    throw unexpected("accountEnabled", "true or false", enabled);
  }

  private JsonNode part(SourceAttribute attribute, JsonNode complex) {
    if (complex.isObject() || complex.isNull() || complex.isMissingNode()) {
      return complex.path(attribute.part());
    }
    throw unexpected(attribute.property(), "an object", complex);
  }

  private @Nullable Object read(String name, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() && value.canConvertToLong()
          ? (Object) value.longValue()
          : value.asText();
    }
    if (value.isArray()) {
      return list(name, value);
    }
    throw unexpected(name, "a single value or a list", value);
  }

  private @Nullable List<String> list(String name, JsonNode values) {
    List<String> texts = new ArrayList<>(values.size());
    for (JsonNode value : values) {
      if (value.isContainerNode()) {
        throw unexpected(name, "a list of single values", value);
      }
      if (!value.isNull()) {
        texts.add(value.asText());
      }
    }
    return texts.isEmpty() ? null : List.copyOf(texts);
  }

  private GraphAnswerException unexpected(String name, String expected, JsonNode found) {
    return new GraphAnswerException(
        "%s %s: %s should be %s, but Graph delivered %s"
            .formatted(type.word(), id, name, expected, AnswerText.of(found.toString())));
  }
}
