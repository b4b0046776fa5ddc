package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.entrazscaler.scim.ScimRequest.Method;
import org.entrazscaler.scim.schema.Emails;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.Product.MemberAddition;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.SchemaUrn;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.text.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Creates requests in the form that one product documents. Immutable.
 *
 * <p>Sources: RFC 7644, section 3; Zscaler's SCIM API Examples of each product; Entra, Develop a
 * SCIM endpoint, whose requests all products answer.
 */
public final class ScimRequests {

  static final String BULK = "/Bulk";

  private static final String WITHOUT_MEMBERS = "excludedAttributes=members";

  private final Product product;

  /**
   * Creates a factory for one product.
   *
   * @param product the product
   */
  public ScimRequests(Product product) {
    this.product = product;
  }

  /**
   * Requests one page of all resources (RFC 7644, section 3.4.2.4); groups without members.
   *
   * @param type users or groups
   * @param startIndex index of the first resource, counted from 1
   * @param count the number of resources; see {@link Product#pageSize}
   * @return the request; {@link ScimAnswers#list} reads its answer
   */
  public ScimRequest list(ResourceType type, int startIndex, int count) {
    if (startIndex < 1 || count < 1) {
      throw new IllegalArgumentException("startIndex " + startIndex + ", count " + count);
    }
    String page = "startIndex=" + startIndex + "&count=" + count;
    return get(path(type), type == ResourceType.GROUP ? page + "&" + WITHOUT_MEMBERS : page);
  }

  /**
   * Requests the resources with a value at a path (RFC 7644, section 3.4.2.2), to look up matching
   * attributes; groups without members. Attribute names in filters ignore letter case, so {@code
   * externalId} also finds {@code externalID}, the spelling of ZIA's page.
   *
   * @param type users or groups
   * @param path the matching attribute
   * @param value its value, which is sent unchanged
   * @return the request; {@link ScimAnswers#page} reads its answer
   */
  public ScimRequest find(ResourceType type, ScimPath path, JsonNode value) {
    String filter = "filter=" + PercentEncoding.encode(filter(path, value));
    return get(path(type), type == ResourceType.GROUP ? WITHOUT_MEMBERS + "&" + filter : filter);
  }

  private static String filter(ScimPath path, JsonNode value) {
    String text = path.toString();
    if (path.conditions().isEmpty()) {
      return text + " eq " + value;
    }
    // RFC 7644, figure 1: a filter on the elements of a list is inside the brackets.
    int close = text.lastIndexOf(']');
    return text.substring(0, close)
        + " and "
        + text.substring(close + 1).replaceFirst("^\\.", "")
        + " eq "
        + value
        + "]";
  }

  /**
   * Requests one user (RFC 7644, section 3.4.1).
   *
   * @param id the id in the target
   * @return the request
   */
  public ScimRequest readUser(String id) {
    return get(path(ResourceType.USER, id), null);
  }

  /**
   * Requests one group.
   *
   * @param id the id in the target
   * @param withMembers whether to request the members; only ZIA shows them, see {@link
   *     Product#groupShowsMembers}
   * @return the request
   */
  public ScimRequest readGroup(String id, boolean withMembers) {
    return get(path(ResourceType.GROUP, id), withMembers ? null : WITHOUT_MEMBERS);
  }

  /**
   * Requests the schemas of the target (RFC 7644, section 4). Zscaler answers without a token. The
   * first request has no paging, because a service may ignore it for these resources; further pages
   * are requested only if the service returns pages.
   *
   * @param startIndex index of the first schema, counted from 1
   * @return the request; {@link org.entrazscaler.target.SchemaPages#add} reads its answer
   */
  public ScimRequest readSchemas(int startIndex) {
    return get("/Schemas", startIndex == 1 ? null : "startIndex=" + startIndex);
  }

  /**
   * Creates a user (RFC 7644, section 3.3). The body lists the schemas in use. As with Entra, the
   * work e-mail address is primary if the mapping sets no primary one.
   *
   * @param attributes the attributes that {@link ScimPath#put} built; not changed
   * @return the request; {@link ScimAnswers#createdId} reads its answer
   */
  public ScimRequest createUser(ObjectNode attributes) {
    ObjectNode body = resource(ResourceType.USER, attributes);
    Emails.markPrimary(body);
    return new ScimRequest(Method.POST, path(ResourceType.USER), null, body);
  }

  /**
   * Creates a group with its first members.
   *
   * @param attributes the attributes that {@link ScimPath#put} built; not changed
   * @param memberIds the ids of the members in the target; may be empty
   * @return the request; {@link ScimAnswers#createdId} reads its answer
   */
  public ScimRequest createGroup(ObjectNode attributes, Collection<String> memberIds) {
    ObjectNode body = resource(ResourceType.GROUP, attributes);
    body.remove("members");
    if (!memberIds.isEmpty()) {
      body.set("members", references(memberIds));
    }
    return new ScimRequest(Method.POST, path(ResourceType.GROUP), null, body);
  }

  /** RFC 7643, section 3: "schemas" lists every schema in use. */
  private static ObjectNode resource(ResourceType type, ObjectNode attributes) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode schemas = body.putArray("schemas").add(type.schema());
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      boolean extension = attribute.getKey().regionMatches(true, 0, "urn:", 0, 4);
      if (extension) {
        schemas.add(attribute.getKey());
      }
      body.set(attribute.getKey(), attribute.getValue().deepCopy());
    }
    return body;
  }

  /**
   * Changes attributes of a user (RFC 7644, section 3.5.2): {@code add} if the target has no value,
   * {@code replace} if it has one, {@code remove} to clear it. Booleans are sent as Booleans
   * (Entra, SCIM 2.0 protocol compliance, {@code aadOptscim062020}). An element that the target
   * does not have yet is added as a whole, because a strict server refuses a filter without a match
   * (section 3.5.2.3, {@code noTarget}).
   *
   * @param id the id in the target
   * @param changes at least one change
   * @param present paths where the target is known to have a value; those of the changes may be
   *     missing
   * @return the request; the answer is the user or empty
   */
  public ScimRequest changeUser(
      String id, List<AttributeChange> changes, Collection<ScimPath> present) {
    return patch(path(ResourceType.USER, id), new ChangeOperations(product, present).of(changes));
  }

  /**
   * Changes attributes of a group, but never its members.
   *
   * @param id the id in the target
   * @param changes at least one change, none of {@code members}
   * @return the request; the answer is empty
   */
  public ScimRequest changeGroup(String id, List<AttributeChange> changes) {
    for (AttributeChange change : changes) {
      if (change.path().attribute().equals("members")) {
        throw new IllegalArgumentException("Members are added and removed, never changed");
      }
    }
    return patch(
        path(ResourceType.GROUP, id), new ChangeOperations(product, List.of()).of(changes));
  }

  /**
   * Adds members to a group, in the form of {@link Product#memberAddition}.
   *
   * @param groupId the id of the group in the target
   * @param memberIds the ids of the members in the target, at least one
   * @return the request; the answer is empty
   */
  public ScimRequest addMembers(String groupId, Collection<String> memberIds) {
    ArrayNode members = references(memberIds);
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    ObjectNode operation = operations.addObject().put("op", product.operationName("add"));
    if (product.memberAddition() == MemberAddition.WITHOUT_PATH) {
      operation.putObject("value").set("members", members);
    } else {
      operation.put("path", "members").set("value", members);
    }
    return patch(path(ResourceType.GROUP, groupId), operations);
  }

  /**
   * Removes members from a group, each with an operation of its own that names the member in a
   * filter (RFC 7644, section 3.5.2.2; Entra, SCIM 2.0 protocol compliance). No other form is safe
   * for every product: a strict server ignores the {@code value} of a {@code remove} and empties
   * the group.
   *
   * @param groupId the id of the group in the target
   * @param memberIds the ids of the members in the target, at least one
   * @return the request; the answer is empty
   */
  public ScimRequest removeMembers(String groupId, Collection<String> memberIds) {
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    for (String memberId : distinct(memberIds)) {
      operations
          .addObject()
          .put("op", product.operationName("remove"))
          .put("path", "members[value eq " + TextNode.valueOf(memberId) + "]");
    }
    return patch(path(ResourceType.GROUP, groupId), operations);
  }

  /**
   * Deletes a resource (RFC 7644, section 3.6).
   *
   * @param type users or groups
   * @param id the id in the target
   * @return the request; the answer is empty
   */
  public ScimRequest delete(ResourceType type, String id) {
    return new ScimRequest(Method.DELETE, path(type, id), null, null);
  }

  /**
   * Requests the configuration of the target (RFC 7644, section 4). Zscaler answers without a
   * token.
   *
   * @return the request; {@link BulkOffer#of} reads its answer
   */
  public ScimRequest readServiceProviderConfig() {
    return get("/ServiceProviderConfig", null);
  }

  /**
   * Sends several requests as one (RFC 7644, section 3.7). The target carries out all operations,
   * whichever of them fail, because {@code failOnErrors} is not set.
   *
   * @param operations the requests; each identifier {@code bulkId} is the index
   * @return the request; {@link BulkAnswer#read} reads its answer
   */
  public static ScimRequest bulk(List<ScimRequest> operations) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add(SchemaUrn.BULK_REQUEST);
    ArrayNode list = body.putArray("Operations");
    for (int index = 0; index < operations.size(); index++) {
      list.add(bulkOperation(operations.get(index), index));
    }
    return new ScimRequest(Method.POST, BULK, null, body);
  }

  /**
   * One operation of a bulk request.
   *
   * @param request what it asks for
   * @param index the index in the bulk request
   */
  public static ObjectNode bulkOperation(ScimRequest request, int index) {
    ObjectNode operation =
        JsonNodeFactory.instance
            .objectNode()
            .put("method", request.method().name())
            .put("bulkId", String.valueOf(index))
            .put("path", request.path());
    ObjectNode data = request.body();
    return data == null ? operation : operation.set("data", data);
  }

  private static ArrayNode references(Collection<String> ids) {
    ArrayNode references = JsonNodeFactory.instance.arrayNode();
    distinct(ids).forEach(id -> references.addObject().put("value", id));
    return references;
  }

  private static LinkedHashSet<String> distinct(Collection<String> ids) {
    if (ids.isEmpty() || ids.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("There are no members, or one without an id: " + ids);
    }
    return new LinkedHashSet<>(ids);
  }

  private static ScimRequest patch(String path, ArrayNode operations) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add(SchemaUrn.PATCH);
    body.set("Operations", operations);
    return new ScimRequest(Method.PATCH, path, null, body);
  }

  private static ScimRequest get(String path, @Nullable String query) {
    return new ScimRequest(Method.GET, path, query, null);
  }

  private static String path(ResourceType type) {
    return "/" + type.endpoint();
  }

  // An id of dots would be a step in the address, and "" would mean all resources.
  private static String path(ResourceType type, String id) {
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException("'" + id + "' cannot be the id of a resource");
    }
    return path(type) + "/" + PercentEncoding.encode(id);
  }
}
