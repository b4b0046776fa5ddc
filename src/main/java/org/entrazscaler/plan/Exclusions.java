package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.scim.Domains;
import org.entrazscaler.scim.NeverTouch;
import org.jspecify.annotations.Nullable;

/**
 * What is left alone whatever the mapping says.
 *
 * @param never accounts and groups that are never changed
 * @param domains registered login domains
 */
public record Exclusions(NeverTouch never, Domains domains) {

  private static final String USER_NAME = "userName";
  private static final String DISPLAY_NAME = "displayName";

  /** The pattern that covers an object of which the values are known by path, or null. */
  @Nullable String patternForKnown(ObjectNode known) {
    return never.patternFor(text(known.get(USER_NAME)), text(known.get(DISPLAY_NAME)));
  }

  /** Why a login name that is to be sent cannot be used, or null. */
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
