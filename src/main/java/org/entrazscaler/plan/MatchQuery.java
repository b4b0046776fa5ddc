package org.entrazscaler.plan;

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
}
