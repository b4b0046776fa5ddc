package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.entrazscaler.scim.schema.Blanks;
import org.entrazscaler.scim.schema.ScimPath;

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
   * The same question for each form in which the target may keep the value.
   *
   * @return this one first; alone if the value has no blanks that a target could take away
   */
  public List<MatchQuery> forms() {
    return Blanks.forms(value).stream()
        .filter(form -> !form.isEmpty())
        .map(form -> new MatchQuery(path, form))
        .toList();
  }

  /**
   * Whether a target object is an answer, so that the question need not be put any more.
   *
   * @param resource the target object
   * @return true if it has the value, in any case of letters and whatever blanks it has beside
   */
  public boolean isAnsweredBy(ObjectNode resource) {
    JsonNode held = path.read(resource);
    return held != null
        && held.isValueNode()
        && Blanks.shortest(held.asText()).equalsIgnoreCase(Blanks.shortest(value));
  }

  /**
   * Whether a target object has exactly the value, in any case of letters.
   *
   * @param resource the target object
   * @return false also if it differs in blanks alone
   */
  boolean matchesExactly(ObjectNode resource) {
    JsonNode held = path.read(resource);
    return held != null && held.isValueNode() && held.asText().equalsIgnoreCase(value);
  }
}
