package org.entrazscaler.scim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers with a status of success. Takes the forms that Zscaler's pages and live captures
 * show (lists without {@code itemsPerPage}, without {@code Resources} when nothing was found, items
 * without {@code schemas}, {@code active} as text) and refuses everything else, so that nothing is
 * concluded from an answer that was cut short or comes from somebody in between. Immutable.
 */
public final class ScimAnswers {

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

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
   * Reads a list.
   *
   * @param body the answer to {@link ScimRequests#list} or {@link ScimRequests#find}
   * @return the page
   * @throws ScimAnswerException if it is no list, or one of its resources has no id
   */
  public ListPage page(@Nullable String body) {
    ObjectNode list = object(body);
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
            "The list says it has %s resources and shows none".formatted(totalResults));
      }
      return new ListPage(List.of(), totalResults, startIndex);
    }
    return new ListPage(resources(resources), totalResults, startIndex);
  }

  private static List<ObjectNode> resources(JsonNode resources) {
    if (!(resources instanceof ArrayNode array)) {
      throw new ScimAnswerException("Resources of the list is no array: " + excerpt(resources));
    }
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode resource : array) {
      if (!(resource instanceof ObjectNode object)) {
        throw new ScimAnswerException("A resource of the list is no object: " + excerpt(resource));
      }
      id(object);
      found.add(object);
    }
    return found;
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
   * @param body the answer to {@link ScimRequests#createUser} or {@link ScimRequests#createGroup}
   * @return the target's id
   * @throws ScimAnswerException if there is none; the resource may exist all the same, and must be
   *     looked up before it is created again
   */
  public String createdId(@Nullable String body) {
    return id(object(body));
  }

  /**
   * Reads a user that was asked for by its id.
   *
   * @param body the answer to {@link ScimRequests#readUser}
   * @return the user
   * @throws ScimAnswerException if it is none
   */
  public TargetUser user(@Nullable String body) {
    return user(object(body));
  }

  /**
   * Reads a user of a list.
   *
   * @param resource one of {@link ListPage#resources}
   * @return the user
   * @throws ScimAnswerException if it has no id or userName, or {@code active} is no Boolean
   */
  public TargetUser user(ObjectNode resource) {
    List<TargetReference> groups = references(resource, "groups");
    return new TargetUser(
        id(resource),
        required(resource, "userName"),
        Fields.text(resource, "externalId"),
        active(resource),
        groups == null ? List.of() : groups,
        resource);
  }

  private static @Nullable Boolean active(ObjectNode resource) {
    JsonNode active = Fields.get(resource, "active");
    if (active == null || active.isNull()) {
      return null;
    }
    String text = active.asText();
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw new ScimAnswerException(
          "active of user %s is neither true nor false: %s".formatted(id(resource), active));
    }
    return text.equalsIgnoreCase("true");
  }

  /**
   * Reads a group that was asked for by its id with its members. Where the product shows them, a
   * group without {@code members} has none.
   *
   * @param body the answer to {@link ScimRequests#readGroup}
   * @return the group
   * @throws ScimAnswerException if it is none
   */
  public TargetGroup groupWithMembers(@Nullable String body) {
    ObjectNode resource = object(body);
    List<TargetReference> members = references(resource, "members");
    return group(resource, members == null && product.groupShowsMembers() ? List.of() : members);
  }

  /**
   * Reads a group of a list, or one that was asked for without its members.
   *
   * @param resource one of {@link ListPage#resources}
   * @return the group, its members unknown
   * @throws ScimAnswerException if it has no id or displayName
   */
  public TargetGroup group(ObjectNode resource) {
    return group(resource, null);
  }

  private static TargetGroup group(ObjectNode resource, @Nullable List<TargetReference> members) {
    return new TargetGroup(
        id(resource),
        required(resource, "displayName"),
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

  private static @Nullable List<TargetReference> references(ObjectNode resource, String name) {
    JsonNode values = Fields.get(resource, name);
    if (values == null || values.isNull()) {
      return null;
    }
    List<TargetReference> references = new ArrayList<>();
    for (JsonNode value : values) {
      String id = value instanceof ObjectNode object ? Fields.text(object, "value") : null;
      if (id == null) {
        throw new ScimAnswerException(
            "%s of %s names something without an id: %s"
                .formatted(name, id(resource), excerpt(value)));
      }
      references.add(new TargetReference(id, Fields.text((ObjectNode) value, "display")));
    }
    return references;
  }

  /** The id of a resource; older ones of ZPA are digits, which a server may send as a number. */
  static String id(ObjectNode resource) {
    JsonNode id = Fields.get(resource, "id");
    if (id == null || !(id.isTextual() || id.isIntegralNumber()) || id.asText().isBlank()) {
      throw new ScimAnswerException("The resource has no id: " + excerpt(resource));
    }
    return id.asText();
  }

  private static String required(ObjectNode resource, String name) {
    String value = Fields.text(resource, name);
    if (value == null || value.isBlank()) {
      throw new ScimAnswerException("Resource %s has no %s".formatted(id(resource), name));
    }
    return value;
  }

  private static int number(ObjectNode object, String name, @Nullable Integer otherwise) {
    JsonNode value = Fields.get(object, name);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    int number = value == null ? -1 : value.asInt(-1);
    if (number < 0 || !(value.isIntegralNumber() || value.isTextual())) {
      throw new ScimAnswerException("%s of the list is no number: %s".formatted(name, value));
    }
    return number;
  }

  /**
   * Refuses what cannot be an answer of a SCIM service, such as the page of a proxy.
   *
   * @param body the body of an answer of success, not blank
   * @throws ScimAnswerException if it is no JSON object
   */
  public static void requireJson(String body) {
    object(body);
  }

  /** Reads a body that must be one JSON object. */
  static ObjectNode object(@Nullable String body) {
    if (body == null || body.isBlank()) {
      throw new ScimAnswerException("The answer is empty; JSON was expected");
    }
    JsonNode value;
    try {
      value = READER.readValue(body);
    } catch (JsonProcessingException mistake) {
      throw new ScimAnswerException(
          "The answer is no JSON, or was cut short: " + AnswerText.of(body), mistake);
    }
    if (!(value instanceof ObjectNode object)) {
      throw new ScimAnswerException("The answer is no JSON object: " + excerpt(value));
    }
    return object;
  }

  private static String excerpt(JsonNode value) {
    return AnswerText.of(value.toString());
  }
}
