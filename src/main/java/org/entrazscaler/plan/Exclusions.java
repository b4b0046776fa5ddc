package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.scim.Domains;
import org.entrazscaler.scim.NeverTouch;
import org.jspecify.annotations.Nullable;

/**
 * Objects and names that are never changed, regardless of the mapping.
 *
 * @param never accounts and groups that are never changed
 * @param domains registered login domains
 */
record Exclusions(NeverTouch never, Domains domains) {

  private static final String USER_NAME = "userName";
  private static final String DISPLAY_NAME = "displayName";

  /** The pattern that covers an object with these values by path, or null. */
  @Nullable String patternFor(ObjectNode known) {
    return never.patternFor(text(known.get(USER_NAME)), text(known.get(DISPLAY_NAME)));
  }

  /** Why the login name that would be sent is not allowed, or null. */
  @Nullable String domainObjection(Change change) {
    if (change.key().type() != ObjectType.USER) {
      return null;
    }
    return change.values().stream()
        .filter(value -> value.path().equals(USER_NAME) && value.after() != null)
        .map(value -> domains.objection(value.after().asText()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value == null ? null : value.asText();
  }
}
