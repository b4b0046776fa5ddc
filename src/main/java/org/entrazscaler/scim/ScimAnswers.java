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
 * Reads answers with a status of success. Takes the forms that Zscaler's pages and live captures
 * show (lists without {@code itemsPerPage}, without {@code Resources} when nothing was found, items
 * without {@code schemas}, {@code active} as text) and refuses everything else, so that nothing is
 * concluded from an answer that was cut short or comes from somebody in between. Immutable.
 */
public final class ScimAnswers {

  private final Product product;

  /**
   * Reads the answers of one product.
   *
   * @param product the product
   */
  public ScimAnswers(Product product) {
    this.product = product;
  }

  /**
   * Reads the answer to a question for certain resources.
   *
   * @param answer to {@link ScimRequests#find}, or null if it is empty
   * @return the page, with nothing unreadable
   * @throws ScimAnswerException if it is no list
   * @throws ScimEntryException if one of its resources has no id, so that nobody can tell which it
   *     is
   */
  public ListPage page(@Nullable ObjectNode answer) {
    ListPage page = list(answer);
    if (!page.unreadable().isEmpty()) {
      throw new ScimEntryException(page.unreadable().get(0));
    }
    return page;
  }

  /**
   * Reads a page of a list of all resources. An entry that is no resource, or has no id, is left
   * out and told of beside: it says nothing of the others.
   *
   * @param answer to {@link ScimRequests#list}, or null if it is empty
   * @return the page
   * @throws ScimAnswerException if it is no list
   */
  public ListPage list(@Nullable ObjectNode answer) {
    ObjectNode list = content(answer);
    JsonNode schemas = Fields.get(list, "schemas");
    if (schemas != null && !contains(schemas, SchemaUrn.LIST)) {
      throw new ScimAnswerException("The answer is no list, but has the schemas " + schemas);
    }
    int totalResults = number(list, "totalResults", null);
    int startIndex = number(list, "startIndex", 1);
    JsonNode resources = Fields.get(list, "Resources");
    if (resources == null || resources.isNull()) {
      if (totalResults > 0 && startIndex == 1) {
        throw new ScimAnswerException(
            "The list says it has " + totalResults + " resources and shows none");
      }
      return new ListPage(List.of(), totalResults, startIndex);
    }
    if (!(resources instanceof ArrayNode array)) {
      throw new ScimAnswerException("Resources of the list is no array: " + excerpt(resources));
    }
    List<ObjectNode> found = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (JsonNode resource : array) {
      if (!(resource instanceof ObjectNode object)) {
        unreadable.add("A resource of the list is no object: " + excerpt(resource));
      } else if (identifier(Fields.get(object, "id")) == null) {
        unreadable.add("A resource of the list has no id: " + excerpt(resource));
      } else {
        found.add(object);
      }
    }
    return new ListPage(found, totalResults, startIndex, unreadable);
  }

  private static boolean contains(JsonNode schemas, String urn) {
    for (JsonNode schema : schemas) {
      if (schema.asText().equalsIgnoreCase(urn)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the id of the resource that was created.
   *
   * @param answer to {@link ScimRequests#createUser} or {@link ScimRequests#createGroup}, or null
   *     if it is empty
   * @return the target's id
   * @throws ScimAnswerException if there is none; the resource may exist all the same, and must be
   *     looked up before it is created again
   */
  public String createdId(@Nullable ObjectNode answer) {
    return id(content(answer));
  }

  /**
   * Reads a user that was asked for by its id.
   *
   * @param answer to {@link ScimRequests#readUser}, or null if it is empty
   * @return the user
   * @throws ScimAnswerException if it is none
   * @throws ScimEntryException if something in it is odd
   */
  public TargetUser answeredUser(@Nullable ObjectNode answer) {
    ObjectNode resource = resource(answer);
    refuseOdd(ResourceType.USER, resource);
    return user(resource);
  }

  /**
   * Reads a user of a list, as far as it can be read; see {@link #oddity}.
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
   * Reads a group that was asked for by its id with its members. Where the product shows them, a
   * group without {@code members} has none.
   *
   * @param answer to {@link ScimRequests#readGroup}, or null if it is empty
   * @return the group
   * @throws ScimAnswerException if it is none
   * @throws ScimEntryException if something in it is odd, also a member that is not named
   */
  public TargetGroup answeredGroup(@Nullable ObjectNode answer) {
    ObjectNode resource = resource(answer);
    refuseOdd(ResourceType.GROUP, resource);
    return groupWithMembers(resource);
  }

  /**
   * Reads a group with its members, as far as it can be read; see {@link #oddity}.
   *
   * @param resource the answer to {@link ScimRequests#readGroup}
   * @return the group; its members are unknown if one of them is not named
   */
  public TargetGroup groupWithMembers(ObjectNode resource) {
    List<TargetReference> members =
        hidesReferences(resource, "members") ? null : references(resource, "members");
    boolean none = product.groupShowsMembers() && !shows(resource, "members");
    return group(resource, none ? List.of() : members);
  }

  /**
   * Reads a group of a list, or one that was asked for without its members, as far as it can be
   * read; see {@link #oddity}.
   *
   * @param resource one of {@link ListPage#resources}
   * @return the group, its members unknown
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
   * Whether an answer says anything of an attribute; an empty list is something (RFC 7643, section
   * 2.5).
   *
   * @param resource a user or group
   * @param attribute the attribute's name
   * @return false if the attribute is left out, or null
   */
  public static boolean shows(ObjectNode resource, String attribute) {
    JsonNode value = Fields.get(resource, attribute);
    return value != null && !value.isNull();
  }

  /**
   * Reads a user or group that was asked for by its id, whatever is odd in it.
   *
   * @param answer to {@link ScimRequests#readUser} or {@link ScimRequests#readGroup}, or null if it
   *     is empty
   * @return the whole resource
   * @throws ScimAnswerException if it is no resource with an id
   */
  public ObjectNode resource(@Nullable ObjectNode answer) {
    ObjectNode resource = content(answer);
    id(resource);
    return resource;
  }

  /**
   * What of a user or group cannot be read, or is missing though RFC 7643 (sections 4.1.1, 4.2 and
   * 2.4) requires it.
   *
   * @param type users or groups
   * @param resource a resource with an id
   * @return a sentence, or null if nothing is odd
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
        ? "%s of %s names something without an id: %s"
            .formatted(
                references,
                id(resource),
                excerpt(Objects.requireNonNull(Fields.get(resource, references))))
        : null;
  }

  /**
   * Whether a user names a group, or a group a member, in a way that does not tell which.
   *
   * @param resource a user or group
   * @param name {@code groups} or {@code members}
   * @return true if what it does not name may be among them all the same
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

  /** Those that are named by an id; null if the resource says nothing of them. */
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

  /** The id of a resource. */
  public static String id(ObjectNode resource) {
    String id = identifier(Fields.get(resource, "id"));
    if (id == null) {
      throw new ScimAnswerException("The resource has no id: " + excerpt(resource));
    }
    return id;
  }

  /** Older ids of ZPA are digits, which a server may send as a number. */
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
      throw new ScimAnswerException("%s of the list is no number: %s".formatted(name, value));
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
   * Refuses JSON that is no object, as no answer of a SCIM service is.
   *
   * @param value the JSON of an answer of success
   * @return the same
   * @throws ScimAnswerException if it is anything else than an object
   */
  public static ObjectNode object(JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      throw new ScimAnswerException("The answer is no JSON object: " + excerpt(value));
    }
    return object;
  }

  /**
   * Says that an answer is no JSON, such as the page of a proxy.
   *
   * @param body the text of the answer
   * @param error why it is none
   * @return to be thrown
   */
  public static ScimAnswerException notJson(String body, JsonProcessingException error) {
    return new ScimAnswerException(
        "The answer is no JSON, or was cut short: " + AnswerText.of(body), error);
  }

  private static String excerpt(JsonNode value) {
    return AnswerText.of(value.toString());
  }
}
