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
 * A user or group as mappings and filters read it, with Entra's source names.
 *
 * @param type user or group
 * @param id object id, opaque
 * @param properties the properties by Graph's names, as {@link #merge} returns them; {@code
 *     manager} is an id, {@code members} a list of ids. Must not be changed afterwards
 * @param scopeEvaluation the facts that the properties do not contain
 */
public record SourceObject(
    ObjectType type, String id, ObjectNode properties, ScopeEvaluation scopeEvaluation)
    implements Attributes {

  /**
   * The value of a source attribute, also of a computed one. {@code IsSoftDeleted} is {@code
   * "True"} or {@code "False"}.
   *
   * @param name Entra's name
   * @return null if absent; otherwise String, Boolean, Long, or an immutable non-empty List of
   *     String
   * @throws UnknownSourceAttributeException if the name is not in the table
   * @throws GraphAnswerException if the value that Graph returned has another type
   */
  @Override
  public @Nullable Object value(String name) {
    SourceAttribute attribute = SourceAttributes.require(type, name);
    JsonNode property = properties.path(attribute.property());
    return switch (attribute.form()) {
      case IDENTITY -> id;
      case ROLES -> scopeEvaluation.roles().isEmpty() ? null : scopeEvaluation.roles();
      case SOFT_DELETED -> isSoftDeleted() ? "True" : "False";
      case GUEST_NAME -> {
        Object stored = read(name, property);
        yield stored instanceof String text ? GuestName.withoutMark(text) : stored;
      }
      case FIRST -> read(name, property.isArray() ? property.path(0) : property);
      case PART -> read(name, part(attribute, property));
      case WHOLE, REFERENCE -> read(name, property);
    };
  }

  /**
   * Whether the object counts as soft-deleted ({@code IsSoftDeleted}): by its scope evaluation, or
   * because the user is blocked.
   *
   * @throws GraphAnswerException if {@code accountEnabled} is not a Boolean
   */
  public boolean isSoftDeleted() {
    return scopeEvaluation.isSoftDeleted() || type == ObjectType.USER && isBlocked();
  }

  /** The same object with another scope evaluation. */
  public SourceObject withScopeEvaluation(ScopeEvaluation changed) {
    return new SourceObject(type, id, properties, changed);
  }

  /**
   * Applies changed properties to the stored ones. A property that is absent stays; a null clears;
   * a complex property replaces the stored one as a whole. The result has no nulls and no empty
   * lists, so that equal objects have equal properties.
   *
   * @param stored the stored properties; not modified
   * @param changed the changed properties, for example {@link
   *     org.entrazscaler.graph.DirectoryChange#properties()}; not modified
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

  private boolean isBlocked() {
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
        "%s %s: %s should be %s, but Graph returned %s"
            .formatted(type.word(), id, name, expected, AnswerText.of(found.toString())));
  }
}
