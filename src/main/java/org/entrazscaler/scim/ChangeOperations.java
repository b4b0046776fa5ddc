package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ScimPath;

/**
 * The operations of a PATCH that changes attributes.
 *
 * @param product the product, which decides the names of operations
 * @param present paths where the target is known to have a value
 */
record ChangeOperations(Product product, Collection<ScimPath> present) {

  ArrayNode of(List<AttributeChange> changes) {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("There is no change");
    }
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    List<AttributeChange> rest = new ArrayList<>(changes);
    List<ScimPath> remaining = remaining(changes);
    while (!rest.isEmpty()) {
      AttributeChange change = rest.remove(0);
      JsonNode after = change.after();
      if (after == null) {
        ScimPath path = change.path();
        if (ValueRemoval.removesElement(path, remaining)) {
          rest.removeIf(other -> other.after() == null && other.path().sharesValue(path));
        }
        operation(operations, "remove", ValueRemoval.pathFor(path, remaining).toString());
      } else if (needsElement(change.path(), changes)) {
        List<AttributeChange> together = new ArrayList<>(List.of(change));
        together.addAll(
            rest.stream()
                .filter(other -> other.after() != null && other.path().sharesValue(change.path()))
                .toList());
        rest.removeAll(together);
        addElement(operations, together);
      } else {
        String name = change.before() == null ? "add" : "replace";
        operation(operations, name, change.path().toString()).set("value", after);
      }
    }
    return operations;
  }

  /** The paths where the target has a mapped value after the changes. */
  private List<ScimPath> remaining(List<AttributeChange> changes) {
    List<ScimPath> remaining = new ArrayList<>(present);
    for (AttributeChange change : changes) {
      remaining.removeIf(change.path()::equals);
      if (change.after() != null) {
        remaining.add(change.path());
      }
    }
    return remaining;
  }

  /** Whether the filter of a path selects an element that the target does not have. */
  private boolean needsElement(ScimPath path, List<AttributeChange> changes) {
    return !path.conditions().isEmpty()
        && present.stream().noneMatch(path::sharesValue)
        && changes.stream()
            .noneMatch(change -> change.before() != null && path.sharesValue(change.path()));
  }

  private void addElement(ArrayNode operations, List<AttributeChange> parts) {
    ObjectNode built = JsonNodeFactory.instance.objectNode();
    parts.forEach(part -> part.path().put(built, Objects.requireNonNull(part.after())));
    ScimPath list = parts.get(0).path().wholeAttribute();
    operation(operations, "add", list.toString()).set("value", list.read(built));
  }

  private ObjectNode operation(ArrayNode operations, String name, String path) {
    return operations.addObject().put("op", product.operationName(name)).put("path", path);
  }
}
