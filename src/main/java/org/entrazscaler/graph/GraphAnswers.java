package org.entrazscaler.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.entrazscaler.text.AnswerText;
import org.jspecify.annotations.Nullable;

/**
 * Parses Graph's answers. An answer that is not as documented is rejected as a whole. Ids are
 * opaque. See the pages "Use delta query to track changes in Microsoft Graph data", "user: delta",
 * "group: delta", "List appRoleAssignments granted for a service principal" and "List group
 * members" of Graph's documentation.
 */
public final class GraphAnswers {

  private static final String NEXT_LINK = "@odata.nextLink";
  private static final String DELTA_LINK = "@odata.deltaLink";
  private static final String ODATA_TYPE = "@odata.type";
  private static final String REMOVED = "@removed";
  private static final String MEMBERS_DELTA = "members@delta";
  private static final String MANAGER_DELTA = "manager@delta";
  private static final String MANAGER = "manager";

  private GraphAnswers() {}

  /** The exception for a 2xx answer without a body. */
  public static GraphAnswerException empty() {
    return new GraphAnswerException("Graph's answer should be JSON, but it is empty");
  }

  /**
   * The exception for a 2xx answer whose body is cut off, HTML, or otherwise not JSON.
   *
   * @param failure the failure of the parser
   */
  public static GraphAnswerException notJson(String body, JsonProcessingException failure) {
    String kind =
        AnswerText.looksLikeMarkup(body)
            ? "a web page; is a proxy or a sign-in portal in between?"
            : "not, or it is cut short: " + failure.getOriginalMessage();
    return new GraphAnswerException(
        "Graph's answer should be JSON, but is " + kind + " It begins: " + AnswerText.of(body));
  }

  /**
   * Parses one page of a round of a delta query.
   *
   * @param type the requested type
   * @return all entries in Graph's order, including repeated ones
   * @throws GraphAnswerException if the page is not as documented
   */
  public static DeltaPage deltaPage(ObjectType type, JsonNode answer) {
    String page = "delta page of " + type.word() + "s";
    JsonNode entries = entries(page, answer);
    List<DirectoryChange> changes = new ArrayList<>(entries.size());
    for (int index = 0; index < entries.size(); index++) {
      changes.add(change(type, page + ", entry " + index, entries.get(index)));
    }
    String nextLink = link(page, answer, NEXT_LINK);
    String deltaLink = link(page, answer, DELTA_LINK);
    if ((nextLink == null) == (deltaLink == null)) {
      throw new GraphAnswerException(
          "Graph's %s should have either %s or %s, but has %s"
              .formatted(page, NEXT_LINK, DELTA_LINK, nextLink == null ? "neither" : "both"));
    }
    return new DeltaPage(changes, nextLink, deltaLink);
  }

  /**
   * Parses one page of the enterprise application's assignments.
   *
   * @return all assignments, including those of service principals
   * @throws GraphAnswerException if the page is not as documented
   */
  public static AssignmentPage assignmentPage(JsonNode answer) {
    String page = "page of assignments";
    JsonNode entries = entries(page, answer);
    List<Assignment> assignments = new ArrayList<>(entries.size());
    for (int index = 0; index < entries.size(); index++) {
      String place = page + ", entry " + index;
      JsonNode entry = object(place, entries.get(index));
      assignments.add(
          new Assignment(
              text(place, entry, "id"),
              text(place, entry, "principalId"),
              principalType(text(place, entry, "principalType")),
              text(place, entry, "appRoleId").toLowerCase(Locale.ROOT),
              optionalText(place, entry, "principalDisplayName")));
    }
    return new AssignmentPage(assignments, link(page, answer, NEXT_LINK));
  }

  /**
   * Parses one page of a group's members.
   *
   * @return members of all kinds
   * @throws GraphAnswerException if the page is not as documented
   */
  public static MemberPage memberPage(JsonNode answer) {
    String page = "page of group members";
    JsonNode entries = entries(page, answer);
    List<Member> members = new ArrayList<>(entries.size());
    for (int index = 0; index < entries.size(); index++) {
      String place = page + ", entry " + index;
      JsonNode entry = object(place, entries.get(index));
      members.add(new Member(text(place, entry, "id"), optionalText(place, entry, ODATA_TYPE)));
    }
    return new MemberPage(members, link(page, answer, NEXT_LINK));
  }

  /**
   * The link to the next page in one page of any list; null on the last page.
   *
   * @throws GraphAnswerException if the link is not a text
   */
  public static @Nullable String nextLink(JsonNode answer) {
    return link("page", answer, NEXT_LINK);
  }

  /**
   * Parses a single object, such as the answer to {@code GET /users/{id}}.
   *
   * @param type the requested type
   * @return the whole object as a change: a requested property that is absent is empty
   * @throws GraphAnswerException if the answer is not as documented
   */
  public static DirectoryChange object(ObjectType type, JsonNode answer) {
    return change(type, "answer for a " + type.word(), answer);
  }

  /**
   * Parses the roles of the enterprise application.
   *
   * @param answer the answer to {@link GraphLinks#appRoles}
   * @return in Graph's order
   * @throws GraphAnswerException if the answer is not as documented
   */
  public static List<AppRole> appRoles(JsonNode answer) {
    JsonNode listed = object("enterprise application", answer).path("appRoles");
    if (!listed.isArray()) {
      throw new GraphAnswerException("Graph's enterprise application has no list of appRoles");
    }
    List<AppRole> roles = new ArrayList<>();
    for (JsonNode role : listed) {
      JsonNode entry = object("app role", role);
      String displayName = text("app role", entry, "displayName");
      String value = optionalText("app role", entry, "value");
      roles.add(
          new AppRole(
              text("app role", entry, "id").toLowerCase(Locale.ROOT),
              value.isEmpty() ? displayName : value,
              displayName));
    }
    return List.copyOf(roles);
  }

  /**
   * Finds the tenant's default domain.
   *
   * @param answer the answer to {@link GraphLinks#organization}
   * @return the name of the default verified domain
   * @throws GraphAnswerException if there is none
   */
  public static String defaultDomain(JsonNode answer) {
    for (JsonNode organization : entries("list of organizations", answer)) {
      for (JsonNode domain : organization.path("verifiedDomains")) {
        if (domain.path("isDefault").asBoolean(false)) {
          return text("verified domain", object("verified domain", domain), "name");
        }
      }
    }
    throw new GraphAnswerException("Graph's list of organizations names no default domain");
  }

  private static DirectoryChange change(ObjectType type, String place, JsonNode node) {
    JsonNode entry = object(place, node);
    String id = text(place, entry, "id");
    String odataType = optionalText(place, entry, ODATA_TYPE);
    if (!odataType.isEmpty() && !odataType.equals(type.odataType())) {
      throw new GraphAnswerException(
          "Graph's %s should be a %s, but is a %s".formatted(place, type.odataType(), odataType));
    }
    return new DirectoryChange(
        type, id, removal(place, entry), properties(place, entry), members(place, entry));
  }

  private static ObjectNode properties(String place, JsonNode entry) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> property : entry.properties()) {
      String name = property.getKey();
      if (!name.equals("id") && name.indexOf('@') < 0) {
        properties.set(name, property.getValue());
      }
    }
    JsonNode expanded = properties.path(MANAGER);
    if (!expanded.isMissingNode() && !expanded.isNull()) {
      properties.put(MANAGER, text(place + ", manager", object(place, expanded), "id"));
    }
    if (entry.has(MANAGER_DELTA)) {
      properties.put(MANAGER, newManager(place, entry));
    }
    return properties;
  }

  /**
   * The id of the new manager; null if the manager was removed. A change of the manager is one
   * removed and one added entry, in any order.
   */
  private static @Nullable String newManager(String place, JsonNode entry) {
    String manager = null;
    for (MemberChange change : references(place, entry, MANAGER_DELTA)) {
      if (!change.removed()) {
        manager = change.id();
      }
    }
    return manager;
  }

  private static List<MemberChange> members(String place, JsonNode entry) {
    return entry.has(MEMBERS_DELTA) ? references(place, entry, MEMBERS_DELTA) : List.of();
  }

  private static List<MemberChange> references(String place, JsonNode entry, String name) {
    JsonNode references = entry.get(name);
    if (!references.isArray()) {
      throw unexpected(place + ", " + name, "a list", references);
    }
    List<MemberChange> changes = new ArrayList<>(references.size());
    for (int index = 0; index < references.size(); index++) {
      String referencePlace = place + ", " + name + " " + index;
      JsonNode reference = object(referencePlace, references.get(index));
      JsonNode removed = reference.path(REMOVED);
      if (!removed.isMissingNode() && !removed.isObject()) {
        throw unexpected(referencePlace + ", " + REMOVED, "an object", removed);
      }
      changes.add(
          new MemberChange(
              text(referencePlace, reference, "id"),
              optionalText(referencePlace, reference, ODATA_TYPE),
              removed.isObject()));
    }
    return changes;
  }

  private static Removal removal(String place, JsonNode entry) {
    JsonNode removed = entry.path(REMOVED);
    if (removed.isMissingNode()) {
      return Removal.NONE;
    }
    String reason = text(place + ", " + REMOVED, object(place + ", " + REMOVED, removed), "reason");
    return switch (reason) {
      case "changed" -> Removal.CHANGED;
      case "deleted" -> Removal.DELETED;
      default -> throw unexpected(place + ", reason", "\"changed\" or \"deleted\"", removed);
    };
  }

  private static PrincipalType principalType(String principalType) {
    return switch (principalType) {
      case "User" -> PrincipalType.USER;
      case "Group" -> PrincipalType.GROUP;
      default -> PrincipalType.OTHER;
    };
  }

  private static JsonNode entries(String page, JsonNode answer) {
    JsonNode entries = object(page, answer).path("value");
    if (!entries.isArray()) {
      throw unexpected(page + ", value", "a list", entries.isMissingNode() ? answer : entries);
    }
    return entries;
  }

  private static @Nullable String link(String page, JsonNode answer, String name) {
    return answer.hasNonNull(name) ? text(page, answer, name) : null;
  }

  private static JsonNode object(String place, JsonNode node) {
    if (!node.isObject()) {
      throw unexpected(place, "an object", node);
    }
    return node;
  }

  private static String text(String place, JsonNode node, String name) {
    JsonNode text = node.path(name);
    if (!text.isTextual() || text.textValue().isBlank()) {
      throw unexpected(place, "an object with the text \"" + name + "\"", node);
    }
    return text.textValue();
  }

  private static String optionalText(String place, JsonNode node, String name) {
    JsonNode text = node.path(name);
    if (text.isMissingNode() || text.isNull()) {
      return "";
    }
    if (!text.isTextual()) {
      throw unexpected(place + ", " + name, "a text", text);
    }
    return text.textValue();
  }

  private static GraphAnswerException unexpected(String place, String expected, JsonNode found) {
    return new GraphAnswerException(
        "Graph's %s should be %s, but is: %s"
            .formatted(place, expected, AnswerText.of(found.toString())));
  }
}
