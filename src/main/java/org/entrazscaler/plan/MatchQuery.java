package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.entrazscaler.scim.ScimPath;

/**
 * A question to the target: which object has this value?
 *
 * @param path a matching attribute
 * @param value what it must equal
 */
public record MatchQuery(ScimPath path, String value) {

  /** Checks the components. */
  public MatchQuery {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(value, "value");
  }

  /**
   * Whether a target object is an answer, so that the question need not be put any more.
   *
   * @param resource the target object
   * @return true if it has the value, in any case of letters
   */
  public boolean isAnsweredBy(ObjectNode resource) {
    JsonNode held = path.read(resource);
    return held != null && held.isValueNode() && held.asText().equalsIgnoreCase(value);
  }
}
