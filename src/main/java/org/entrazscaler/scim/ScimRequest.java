package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entrazscaler.scim.schema.Fields;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * One request to the target, ready to be sent. What must never be sent cannot be made: a body that
 * carries an {@code id}, because ZIA looks users up by it instead of by the address
 * (scim-for-keycloak #114), and an operation that takes members from a group without saying which,
 * because that empties the group (RFC 7644, section 3.5.2.2; ZPA, SCIM API Examples).
 *
 * @param method the HTTP method
 * @param path relative to the tenant URL, with a slash in front, percent-encoded
 * @param query what follows the question mark, percent-encoded, so that it may be sent as it is;
 *     null for none
 * @param body the resource or message, or null for none; not to be changed
 */
public record ScimRequest(
    Method method, String path, @Nullable String query, @Nullable ObjectNode body) {

  /** The HTTP methods in use (RFC 7644, section 3.2). */
  public enum Method {
    /** Reads; can be repeated. */
    GET,
    /** Creates; must not be repeated before looking up what became of it. */
    POST,
    /** Changes parts; the changes made here can be repeated. */
    PATCH,
    /** Deletes; can be repeated. */
    DELETE
  }

  /** Refuses what must never be sent. */
  public ScimRequest {
    if (!path.startsWith("/") || !isEncoded(path) || (query != null && !isEncoded(query))) {
      throw new IllegalArgumentException("An address that is not encoded: " + path + " " + query);
    }
    if (body != null) {
      if (Fields.get(body, "id") != null) {
        throw new IllegalArgumentException(path + ": a body must not carry an id");
      }
      for (JsonNode operation : body.path("Operations")) {
        refuseToEmptyGroup(operation);
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
   * Whether the request changes something at the target.
   *
   * @return false for {@link Method#GET} alone
   */
  public boolean isWrite() {
    return method != Method.GET;
  }
}
