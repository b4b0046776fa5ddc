package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * Compares an object that was read from the target with what its link or a planned change says of
 * it. Immutable.
 */
public final class CurrentValues {

  private final ObjectType type;
  private final ValueComparison values;
  private final ScimAnswers answers;

  CurrentValues(ObjectType type, ValueComparison values, ScimAnswers answers) {
    this.type = type;
    this.values = values;
    this.answers = answers;
  }

  /**
   * Updates a link from a target object that was read. Values that the target does not return stay
   * as they were written.
   *
   * @param mapped the result of the mapping for its source object
   * @return without an intent, because the outcome of the write is known now
   */
  public Link linkAsRead(Link link, MappedObject mapped, ObjectNode resource) {
    ObjectNode known = values.known(values.withoutInvalid(mapped), resource, link.written());
    values.hiddenValues(mapped, resource, link.written()).forEach(known::set);
    return new Link(
        link.key(),
        resource.path("id").asText(),
        link.origin(),
        known,
        isDisabled(resource, link.disabled()),
        link.memberEligible(),
        null);
  }

  /**
   * Whether an account is disabled.
   *
   * @param defaultValue the answer if the target does not say it
   */
  boolean isDisabled(ObjectNode resource, boolean defaultValue) {
    if (type == ObjectType.GROUP) {
      return false;
    }
    Boolean active = answers.user(resource).active();
    return active == null ? defaultValue : !active;
  }

  /**
   * The part of a planned change that the target object does not have yet.
   *
   * @return without values if the target object has them all
   */
  public Change remaining(Change change, ObjectNode resource) {
    ObjectNode holds = change.known().deepCopy();
    List<ValueChange> remaining = new ArrayList<>();
    for (ValueChange value : change.values()) {
      ScimPath path = ScimPath.parse(value.path());
      JsonNode held = path.read(resource);
      boolean there =
          value.adding() && value.after() instanceof ArrayNode wanted
              ? ValueChange.missingElements(held, wanted).isEmpty()
              : values.hasArrived(path, held, value);
      if (there) {
        if (value.after() == null) {
          holds.remove(value.path());
        } else {
          holds.set(value.path(), value.after());
        }
      } else {
        if (held == null) {
          ValueComparison.noteElement(holds, path, resource);
        }
        remaining.add(new ValueChange(value.path(), held, value.after(), value.adding()));
      }
    }
    return change.forExisting(resource.path("id").asText(), holds, remaining);
  }

  /**
   * The attributes of a target object that are not as a planned change assumes. Compared are the
   * attributes that change or, for a deletion, those that identify the object.
   *
   * @return the names of the attributes; empty if all are as assumed
   */
  public List<String> outdatedAttributes(Change change, ObjectNode resource) {
    List<String> outdated = new ArrayList<>();
    for (ValueChange value : change.values()) {
      // Values are added to whatever the list contains.
      if (!value.adding()) {
        compare(outdated, value.path(), value.before(), resource);
      }
    }
    if (change.action() == Action.DELETE) {
      for (String path : List.of("userName", "displayName", "externalId")) {
        if (change.known().has(path)) {
          compare(outdated, path, change.known().get(path), resource);
        }
      }
    }
    return outdated;
  }

  private void compare(
      List<String> outdated, String path, @Nullable JsonNode supposed, ObjectNode resource) {
    ScimPath parsed = ScimPath.parse(path);
    if (!values.isSameValue(parsed, parsed.read(resource), supposed)) {
      outdated.add(path.substring(path.lastIndexOf(':') + 1));
    }
  }

  /** Whether the target treats two values of an attribute as the same. */
  public boolean isSameValue(ScimPath path, @Nullable JsonNode one, @Nullable JsonNode other) {
    return values.isSameValue(path, one, other);
  }

  /** Whether two values of an attribute are written in the same way. */
  public boolean isSameSpelling(ScimPath path, @Nullable JsonNode one, @Nullable JsonNode other) {
    return values.isSameSpelling(path, one, other);
  }
}
