package org.entrazscaler.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.entrazscaler.scim.schema.Fields;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.SchemaUrn;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.scim.schema.ScimEntryException;
import org.entrazscaler.text.AnswerText;
import org.jspecify.annotations.Nullable;

/**
 * Reads successful answers. Accepts the forms in Zscaler's pages and in live captures (lists
 * without {@code itemsPerPage}, without {@code Resources} if nothing was found, items without
 * {@code schemas}, {@code active} as text) and refuses everything else, so that nothing is
 * concluded from an answer that is truncated or from an intermediary. Immutable.
 */
public final class ScimAnswers {

  private final Product product;

  /**
   * Creates a reader for one product.
   *
   * @param product the product
   */
  public ScimAnswers(Product product) {
    this.product = product;
  }

  /**
   * Reads the answer to a query.
   *
   * @param answer the answer to {@link ScimRequests#find}; null if it is empty
   * @return the page, without unreadable entries
   * @throws ScimAnswerException if it is not a list
   * @throws ScimEntryException if a resource has no id, so that it cannot be identified
   */
  public ListPage page(@Nullable ObjectNode answer) {
    ListPage page = list(answer);
    if (!page.unreadable().isEmpty()) {
      throw new ScimEntryException(page.unreadable().get(0));
    }
    return page;
  }

  /**
   * Reads a page of the list of all resources. An entry that is not a resource, or has no id, is
   * unreadable and does not affect the others.
   *
   * @param answer the answer to {@link ScimRequests#list}; null if it is empty
   * @return the page
   * @throws ScimAnswerException if it is not a list
   */
  public ListPage list(@Nullable ObjectNode answer) {
    ObjectNode list = content(answer);
    JsonNode schemas = Fields.get(list, "schemas");
    if (schemas != null && !contains(schemas, SchemaUrn.LIST)) {
      throw new ScimAnswerException("The answer is not a list, but has the schemas " + schemas);
    }
    int totalResults = number(list, "totalResults", null);
    int startIndex = number(list, "startIndex", 1);
    JsonNode resources = Fields.get(list, "Resources");
    if (resources == null || resources.isNull()) {
      if (totalResults > 0 && startIndex == 1) {
        throw new ScimAnswerException(
            "The list has a total of " + totalResults + " resources but contains none");
      }
      return new ListPage(List.of(), totalResults, startIndex);
    }
    if (!(resources instanceof ArrayNode array)) {
      throw new ScimAnswerException("Resources of the list is not an array: " + excerpt(resources));
    }
    List<ObjectNode> found = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (JsonNode resource : array) {
      if (!(resource instanceof ObjectNode object)) {
        unreadable.add("A resource of the list is not an object: " + excerpt(resource));
      } else if (identifier(Fields.get(object, "id")) == null) {
        unreadable.add("A resource of the list has no id: " + excerpt(resource));
      } else {
        found.add(object);
      }
    }
    return new ListPage(found, totalResults, startIndex, unreadable);
  }

  static boolean contains(JsonNode schemas, String urn) {
    for (JsonNode schema : schemas) {
      if (schema.asText().equalsIgnoreCase(urn)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the id of a created resource.
   *
   * @param answer the answer to {@link ScimRequests#createUser} or {@link
   *     ScimRequests#createGroup}; null if it is empty
   * @return the id in the target
   * @throws ScimAnswerException if there is none; the resource may still exist, and must be looked
   *     up before it is created again
   */
  public String createdId(@Nullable ObjectNode answer) {
    return id(content(answer));
  }

  /**
   * Reads a user that was requested by its id.
   *
   * @param answer the answer to {@link ScimRequests#readUser}; null if it is empty
   * @return the user
   * @throws ScimAnswerException if it is not a resource with an id
   * @throws ScimEntryException if it has an {@link #oddity}
   */
  public TargetUser answeredUser(@Nullable ObjectNode answer) {
    ObjectNode resource = resource(answer);
    refuseOdd(ResourceType.USER, resource);
    return user(resource);
  }

  /**
   * Reads a user of a list, also with an {@link #oddity}.
   *
   * @param resource one of {@link ListPage#resources}
   * @return the user
   */
  public TargetUser user(ObjectNode resource) {
    List<TargetReference> groups = references(resource, "groups");
    return new TargetUser(
        id(resource),
        name(resource, "userName"),
        Fields.text(resource, "externalId"),
        active(resource),
        groups == null ? List.of() : groups,
        resource);
  }

  private static @Nullable Boolean active(ObjectNode resource) {
    JsonNode active = Fields.get(resource, "active");
    String text = active == null ? "" : active.asText().toLowerCase(Locale.ROOT);
    return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
  }

  /**
   * Reads a group that was requested by its id with its members. If the product shows members, a
   * group without {@code members} has none.
   *
   * @param answer the answer to {@link ScimRequests#readGroup}; null if it is empty
   * @return the group
   * @throws ScimAnswerException if it is not a resource with an id
   * @throws ScimEntryException if it has an {@link #oddity}, such as a member without an id
   */
  public TargetGroup answeredGroup(@Nullable ObjectNode answer) {
    ObjectNode resource = resource(answer);
    refuseOdd(ResourceType.GROUP, resource);
    return groupWithMembers(resource);
  }

  /**
   * Reads a group with its members, also with an {@link #oddity}.
   *
   * @param resource the answer to {@link ScimRequests#readGroup}
   * @return the group; its members are unknown if one of them has no id
   */
  public TargetGroup groupWithMembers(ObjectNode resource) {
    List<TargetReference> members =
        hidesReferences(resource, "members") ? null : references(resource, "members");
    boolean none = product.groupShowsMembers() && !shows(resource, "members");
    return group(resource, none ? List.of() : members);
  }

  /**
   * Reads a group of a list, or one that was requested without members, also with an {@link
   * #oddity}.
   *
   * @param resource one of {@link ListPage#resources}
   * @return the group with unknown members
   */
  public TargetGroup group(ObjectNode resource) {
    return group(resource, null);
  }

  private static TargetGroup group(ObjectNode resource, @Nullable List<TargetReference> members) {
    return new TargetGroup(
        id(resource),
        name(resource, "displayName"),
        Fields.text(resource, "externalId"),
        members,
        resource);
  }

  /**
   * Whether an answer contains an attribute; an empty list counts (RFC 7643, section 2.5).
   *
   * @param resource a user or group
   * @param attribute the name of the attribute
   * @return false if the attribute is missing or null
   */
  public static boolean shows(ObjectNode resource, String attribute) {
    JsonNode value = Fields.get(resource, attribute);
    return value != null && !value.isNull();
  }

  /**
   * Reads a user or group that was requested by its id, also with an {@link #oddity}.
   *
   * @param answer the answer to {@link ScimRequests#readUser} or {@link ScimRequests#readGroup};
   *     null if it is empty
   * @return the whole resource
   * @throws ScimAnswerException if it is not a resource with an id
   */
  public ObjectNode resource(@Nullable ObjectNode answer) {
    ObjectNode resource = content(answer);
    id(resource);
    return resource;
  }

  /**
   * What is unreadable in a user or group, or is missing although RFC 7643 (sections 4.1.1, 4.2 and
   * 2.4) requires it.
   *
   * @param type users or groups
   * @param resource a resource with an id
   * @return a sentence; null if there is no oddity
   */
  public static @Nullable String oddity(ResourceType type, ObjectNode resource) {
    String name = type == ResourceType.USER ? "userName" : "displayName";
    String references = type == ResourceType.USER ? "groups" : "members";
    if (name(resource, name) == null) {
      return "Resource %s has no %s".formatted(id(resource), name);
    }
    JsonNode active = type == ResourceType.USER ? Fields.get(resource, "active") : null;
    if (active != null && !active.isNull() && active(resource) == null) {
      return "active of user %s is neither true nor false: %s".formatted(id(resource), active);
    }
    return hidesReferences(resource, references)
        ? "%s of %s has an entry without an id: %s"
            .formatted(
                references,
                id(resource),
                excerpt(Objects.requireNonNull(Fields.get(resource, references))))
        : null;
  }

  /**
   * Whether the groups of a user, or the members of a group, contain an entry without an id.
   *
   * @param resource a user or group
   * @param name {@code groups} or {@code members}
   * @return true if the list may contain more objects than it identifies
   */
  public static boolean hidesReferences(ObjectNode resource, String name) {
    JsonNode values = Fields.get(resource, name);
    if (values == null || values.isNull()) {
      return false;
    }
    List<TargetReference> readable = references(resource, name);
    return !values.isArray() || readable == null || readable.size() < values.size();
  }

  private static void refuseOdd(ResourceType type, ObjectNode resource) {
    String oddity = oddity(type, resource);
    if (oddity != null) {
      throw new ScimEntryException(oddity);
    }
  }

  /** The references with an id; null if the resource does not contain the attribute. */
  private static @Nullable List<TargetReference> references(ObjectNode resource, String name) {
    JsonNode values = Fields.get(resource, name);
    if (values == null || values.isNull()) {
      return null;
    }
    List<TargetReference> references = new ArrayList<>();
    for (JsonNode value : values) {
      if (value instanceof ObjectNode reference) {
        String id = identifier(Fields.get(reference, "value"));
        if (id != null) {
          references.add(new TargetReference(id, Fields.text(reference, "display")));
        }
      }
    }
    return references;
  }

  /**
   * The id of a resource.
   *
   * @throws ScimAnswerException if it has none
   */
  public static String id(ObjectNode resource) {
    String id = identifier(Fields.get(resource, "id"));
    if (id == null) {
      throw new ScimAnswerException("The resource has no id: " + excerpt(resource));
    }
    return id;
  }

  /** Older ids of ZPA are digits, which a server may return as a number. */
  private static @Nullable String identifier(@Nullable JsonNode id) {
    return id == null || !(id.isTextual() || id.isIntegralNumber()) || id.asText().isBlank()
        ? null
        : id.asText();
  }

  private static @Nullable String name(ObjectNode resource, String attribute) {
    String value = Fields.text(resource, attribute);
    return value == null || value.isBlank() ? null : value;
  }

  private static int number(ObjectNode object, String name, @Nullable Integer otherwise) {
    JsonNode value = Fields.get(object, name);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    int number = value == null ? -1 : value.asInt(-1);
    if (value == null || number < 0 || !(value.isIntegralNumber() || value.isTextual())) {
      throw new ScimAnswerException("%s of the list is not a number: %s".formatted(name, value));
    }
    return number;
  }

  private static ObjectNode content(@Nullable ObjectNode answer) {
    if (answer == null) {
      throw new ScimAnswerException("The answer is empty; JSON was expected");
    }
    return answer;
  }

  /**
   * Checks that the JSON of an answer is an object.
   *
   * @param value the JSON of a successful answer
   * @return the same JSON
   * @throws ScimAnswerException if it is not an object
   */
  public static ObjectNode object(JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      throw new ScimAnswerException("The answer is not a JSON object: " + excerpt(value));
    }
    return object;
  }

  /**
   * Creates the exception for an answer that is not JSON, such as the page of a proxy.
   *
   * @param body the text of the answer
   * @param error the error of the parser
   * @return the exception to throw
   */
  public static ScimAnswerException notJson(String body, JsonProcessingException error) {
    return new ScimAnswerException(
        "The answer is not JSON, or is truncated: " + AnswerText.of(body), error);
  }

  private static String excerpt(JsonNode value) {
    return AnswerText.of(value.toString());
  }
}
