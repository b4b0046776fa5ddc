package org.entrazscaler.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.entrazscaler.graph.ObjectKey;

/**
 * An object of the target copy.
 *
 * @param target its type and SCIM {@code id}
 * @param resource the whole resource
 * @param keys values of the attributes that queries use, by SCIM path
 */
record CopiedObject(ObjectKey target, ObjectNode resource, Map<String, String> keys) {

  /** The values by which it can be found. */
  List<MatchingValue> matchingValues() {
    return keys.entrySet().stream()
        .map(key -> new MatchingValue(target, key.getKey(), MatchingValue.folded(key.getValue())))
        .toList();
  }
}
