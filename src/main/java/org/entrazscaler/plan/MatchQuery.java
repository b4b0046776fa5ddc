package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.entrazscaler.scim.schema.Blanks;
import org.entrazscaler.scim.schema.ScimPath;

/**
 * A query to the target: which object has this value?
 *
 * @param path a matching attribute
 * @param value the value that it must have
 */
public record MatchQuery(ScimPath path, String value) {

  /** Checks the components. */
  public MatchQuery {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(value, "value");
  }

  /**
   * This query and its variants, one for each form in which the target may store the value.
   *
   * @return this query first; only this query if the value has no blanks that a target could remove
   */
  public List<MatchQuery> forms() {
    return Blanks.forms(value).stream()
        .filter(form -> !form.isEmpty())
        .map(form -> new MatchQuery(path, form))
        .toList();
  }

  /** Whether a target object has the value, regardless of case and of blanks around it. */
  public boolean isAnsweredBy(ObjectNode resource) {
    JsonNode held = path.read(resource);
    return held != null
        && held.isValueNode()
        && Blanks.shortest(held.asText()).equalsIgnoreCase(Blanks.shortest(value));
  }

  /**
   * Whether a target object has exactly the value, regardless of case; false also if only blanks
   * differ.
   */
  boolean matchesExactly(ObjectNode resource) {
    JsonNode held = path.read(resource);
    return held != null && held.isValueNode() && held.asText().equalsIgnoreCase(value);
  }
}
