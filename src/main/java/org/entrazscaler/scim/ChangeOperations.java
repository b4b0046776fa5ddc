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
 * @param product the product whose names the operations have
 * @param held paths where the target is known to have a value
 */
record ChangeOperations(Product product, Collection<ScimPath> held) {

  ArrayNode of(List<AttributeChange> changes) {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("A change of nothing");
    }
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    List<AttributeChange> rest = new ArrayList<>(changes);
    List<ScimPath> left = left(changes);
    while (!rest.isEmpty()) {
      AttributeChange change = rest.remove(0);
      JsonNode after = change.after();
      if (after == null) {
        ScimPath path = change.path();
        if (Removals.takesElement(path, left)) {
          rest.removeIf(other -> other.after() == null && other.path().sharesValue(path));
        }
        operation(operations, "remove", Removals.place(path, left).toString());
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

  /** Where the target holds something of ours afterwards. */
  private List<ScimPath> left(List<AttributeChange> changes) {
    List<ScimPath> left = new ArrayList<>(held);
    for (AttributeChange change : changes) {
      left.removeIf(change.path()::equals);
      if (change.after() != null) {
        left.add(change.path());
      }
    }
    return left;
  }

  /** Whether the path chooses an element of a list that the target does not have. */
  private boolean needsElement(ScimPath path, List<AttributeChange> changes) {
    return !path.conditions().isEmpty()
        && held.stream().noneMatch(path::sharesValue)
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
