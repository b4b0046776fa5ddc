package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entrazscaler.scim.schema.Fields;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * One request to the target. Two kinds of requests must never be sent and are refused here: a body
 * with an {@code id}, because ZIA looks up users by it instead of the address (scim-for-keycloak
 * #114), and an operation that removes members from a group without naming them, because it empties
 * the group (RFC 7644, section 3.5.2.2; ZPA, SCIM API Examples).
 *
 * @param method the HTTP method
 * @param path the path relative to the tenant URL, with a leading slash, percent-encoded
 * @param query the query without the question mark, percent-encoded; null for none
 * @param body the resource or message; null for none; must not be changed
 */
public record ScimRequest(
    Method method, String path, @Nullable String query, @Nullable ObjectNode body) {

  /** The HTTP methods in use (RFC 7644, section 3.2). */
  public enum Method {
    /** Reads; can be repeated. */
    GET,
    /** Creates; must not be repeated before the object was looked up. */
    POST,
    /** Changes parts; the changes of this program can be repeated. */
    PATCH,
    /** Deletes; can be repeated. */
    DELETE
  }

  /** Refuses requests that must never be sent. */
  public ScimRequest {
    if (!path.startsWith("/") || !isEncoded(path) || (query != null && !isEncoded(query))) {
      throw new IllegalArgumentException("The address is not encoded: " + path + " " + query);
    }
    if (body != null) {
      if (Fields.get(body, "id") != null) {
        throw new IllegalArgumentException(path + ": a body must not contain an id");
      }
      if (!path.equals(ScimRequests.BULK)) {
        // The operations of a bulk request were checked as requests of their own.
        body.path("Operations").forEach(ScimRequest::refuseToEmptyGroup);
      }
    }
  }

  private static boolean isEncoded(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 127 && "\"#+<>?[\\]^`{|}".indexOf(c) < 0);
  }

  private static void refuseToEmptyGroup(JsonNode operation) {
    if (operation.path("op").asText().equalsIgnoreCase("add")) {
      return;
    }
    String path = operation.path("path").asText();
    boolean whole =
        path.isEmpty()
            ? operation.path("op").asText().equalsIgnoreCase("remove")
                || (operation.path("value") instanceof ObjectNode value
                    && Fields.get(value, "members") != null)
            : namesMembersWithoutId(ScimPath.parse(path));
    if (whole) {
      throw new IllegalArgumentException(
          "An operation would replace or remove all members: " + operation);
    }
  }

  private static boolean namesMembersWithoutId(ScimPath path) {
    return path.attribute().equals("members")
        && path.conditions().stream().noneMatch(condition -> condition.attribute().equals("value"));
  }

  /**
   * Whether the request changes the target.
   *
   * @return false only for {@link Method#GET}
   */
  public boolean isWrite() {
    return method != Method.GET;
  }
}
