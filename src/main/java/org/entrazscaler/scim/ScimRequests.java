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
 * Makes the requests in the form that one product documents. Immutable.
 *
 * <p>Sources: RFC 7644, section 3; Zscaler's SCIM API Examples of each product; Entra, Develop a
 * SCIM endpoint, whose requests all products are known to answer.
 */
public final class ScimRequests {

  private static final String WITHOUT_MEMBERS = "excludedAttributes=members";

  private final Product product;

  /**
   * Makes requests for one product.
   *
   * @param product the product
   */
  public ScimRequests(Product product) {
    this.product = product;
  }

  /**
   * Asks for one page of all resources (RFC 7644, section 3.4.2.4); groups without their members.
   *
   * @param type users or groups
   * @param startIndex index of the first resource, counted from 1
   * @param count how many are wanted; see {@link Product#pageSize}
   * @return the request, whose answer {@link ScimAnswers#page} reads
   */
  public ScimRequest list(ResourceType type, int startIndex, int count) {
    if (startIndex < 1 || count < 1) {
      throw new IllegalArgumentException("startIndex " + startIndex + ", count " + count);
    }
    String page = "startIndex=" + startIndex + "&count=" + count;
    return get(path(type), type == ResourceType.GROUP ? page + "&" + WITHOUT_MEMBERS : page);
  }

  /**
   * Asks for the resources whose value at a path equals the given one (RFC 7644, section 3.4.2.2),
   * which is how matching attributes are looked up; groups without their members. Names of
   * attributes in filters ignore case, so that {@code externalId} finds what ZIA's page spells
   * {@code externalID}.
   *
   * @param type users or groups
   * @param path the matching attribute
   * @param value its value; every character arrives as it is
   * @return the request, whose answer {@link ScimAnswers#page} reads
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
    // RFC 7644, figure 1: a filter on the elements of a list stands inside the brackets.
    int close = text.lastIndexOf(']');
    return text.substring(0, close)
        + " and "
        + text.substring(close + 1).replaceFirst("^\\.", "")
        + " eq "
        + value
        + "]";
  }

  /**
   * Asks for one user (RFC 7644, section 3.4.1).
   *
   * @param id the target's id
   * @return the request
   */
  public ScimRequest readUser(String id) {
    return get(path(ResourceType.USER, id), null);
  }

  /**
   * Asks for one group.
   *
   * @param id the target's id
   * @param withMembers whether the members are wanted; ZIA alone shows them, see {@link
   *     Product#groupShowsMembers}
   * @return the request
   */
  public ScimRequest readGroup(String id, boolean withMembers) {
    return get(path(ResourceType.GROUP, id), withMembers ? null : WITHOUT_MEMBERS);
  }

  /**
   * Asks which attributes the target knows (RFC 7644, section 4). Zscaler answers without a token.
   * The first page is asked for plainly, because a service may ignore the paging of these
   * resources; one that sends pages all the same is asked for the others.
   *
   * @param startIndex index of the first schema, counted from 1
   * @return the request, whose answer {@link org.entrazscaler.target.SchemaPages#add} reads
   */
  public ScimRequest readSchemas(int startIndex) {
    return get("/Schemas", startIndex == 1 ? null : "startIndex=" + startIndex);
  }

  /**
   * Creates a user (RFC 7644, section 3.3). The body lists the schemas in use, and the e-mail
   * address at work is the primary one if the mapping chose none, as Entra does.
   *
   * @param attributes what {@link ScimPath#put} built; not changed
   * @return the request, whose answer {@link ScimAnswers#createdId} reads
   */
  public ScimRequest createUser(ObjectNode attributes) {
    ObjectNode body = resource(ResourceType.USER, attributes);
    Emails.markPrimary(body);
    return new ScimRequest(Method.POST, path(ResourceType.USER), null, body);
  }

  /**
   * Creates a group with its first members.
   *
   * @param attributes what {@link ScimPath#put} built; not changed
   * @param memberIds the target's ids of the members, in one request; may be empty
   * @return the request, whose answer {@link ScimAnswers#createdId} reads
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
   * Changes some attributes of a user (RFC 7644, section 3.5.2): {@code add} where the target has
   * nothing, {@code replace} where it has a value, {@code remove} where it shall have none.
   * Booleans are sent as such (Entra, SCIM 2.0 protocol compliance, {@code aadOptscim062020}). An
   * element of a list that the target does not have yet is added whole, because a strict server
   * refuses a filter that nothing meets (section 3.5.2.3, {@code noTarget}).
   *
   * @param id the target's id
   * @param changes at least one
   * @param held paths where the target is known to have a value; the changes' own need not be among
   *     them
   * @return the request; the answer is the user or empty
   */
  public ScimRequest changeUser(
      String id, List<AttributeChange> changes, Collection<ScimPath> held) {
    return patch(path(ResourceType.USER, id), new ChangeOperations(product, held).of(changes));
  }

  /**
   * Changes some attributes of a group, but never its members.
   *
   * @param id the target's id
   * @param changes at least one, none of them of {@code members}
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
   * @param groupId the target's id of the group
   * @param memberIds the target's ids of the members, at least one
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
   * Removes members from a group, each by an operation of its own that names it in a filter (RFC
   * 7644, section 3.5.2.2; Entra, SCIM 2.0 protocol compliance). No other form is safe at every
   * product: a strict server ignores the {@code value} of a {@code remove} and empties the group.
   *
   * @param groupId the target's id of the group
   * @param memberIds the target's ids of the members, at least one
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
   * @param id the target's id
   * @return the request; the answer is empty
   */
  public ScimRequest delete(ResourceType type, String id) {
    return new ScimRequest(Method.DELETE, path(type, id), null, null);
  }

  private static ArrayNode references(Collection<String> ids) {
    ArrayNode references = JsonNodeFactory.instance.arrayNode();
    distinct(ids).forEach(id -> references.addObject().put("value", id));
    return references;
  }

  private static LinkedHashSet<String> distinct(Collection<String> ids) {
    if (ids.isEmpty() || ids.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("Members without ids: " + ids);
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

  // An id of dots would be taken for a step in the address, and "" would mean all resources.
  private static String path(ResourceType type, String id) {
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException("'" + id + "' cannot be the id of a resource");
    }
    return path(type) + "/" + PercentEncoding.encode(id);
  }
}
