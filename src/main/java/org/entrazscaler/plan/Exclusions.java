package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.scim.NeverTouch;
import org.jspecify.annotations.Nullable;

/**
 * What is left alone whatever the mapping says.
 *
 * @param never accounts and groups that are never changed
 * @param domains registered login domains in lower case; empty: not checked
 */
public record Exclusions(NeverTouch never, List<String> domains) {

  /** Copies the domains. */
  public Exclusions {
    domains = List.copyOf(domains);
  }

  boolean neverTouch(ObjectType type, ObjectNode written) {
    return never.covers(
        type == ObjectType.USER ? written.path("userName").asText("") : "",
        written.path("displayName").asText(""),
        written
            .path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")
            .asText(""));
  }

  boolean neverTouchResource(ObjectType type, ObjectNode resource) {
    return never.covers(resource);
  }

  @Nullable String unregisteredDomain(Change change) {
    if (domains.isEmpty() || change.key().type() != ObjectType.USER) {
      return null;
    }
    String userName = change.written().path("userName").asText("");
    String domain = userName.substring(userName.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return domains.contains(domain) ? null : domain;
  }
}
