package org.entrazscaler.review;

import java.util.Objects;
import org.entrazscaler.graph.ObjectType;

/**
 * An object that cannot be written.
 *
 * @param type type of the source object
 * @param id its object id
 * @param name its name for people
 * @param code Entra's error code
 * @param reason why, in words
 * @param advice what to do
 */
record Refusal(ObjectType type, String id, String name, String code, String reason, String advice) {

  /** Checks the components. */
  public Refusal {
    Objects.requireNonNull(type, "type is missing");
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(code, "code is missing");
    Objects.requireNonNull(reason, "reason is missing");
    Objects.requireNonNull(advice, "advice is missing");
  }
}
