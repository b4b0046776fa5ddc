package org.entrazscaler.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.endpoints.base.GroupEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.base.UserEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.scim.schema.ScimSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a strict SCIM server, which knows nothing of Zscaler, makes of the requests. */
class RequestsAtScimServerTest {

  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private final ResourceEndpoint server =
      new ResourceEndpoint(
          ServiceProvider.builder()
              .patchConfig(PatchConfig.builder().supported(true).build())
              .filterConfig(FilterConfig.builder().supported(true).maxResults(1000).build())
              .build(),
          new UserEndpointDefinition(new Stored<User>() {}),
          new GroupEndpointDefinition(new Stored<Group>() {}));
  private final ScimAnswers answers = new ScimAnswers(Product.ZIA);

  @ParameterizedTest
  @EnumSource
  void userIsCreatedChangedAndDeleted(Product product) {
    ScimRequests requests = new ScimRequests(product);
    ScimSchema schema = ScimSchema.of(ResourceType.USER, product);
    ObjectNode attributes = Json.object("{}");
    for (Map.Entry<String, Object> value :
        Map.<String, Object>of(
                "userName",
                "o'brien+\"x\"@example.com",
                "externalId",
                "a b#c",
                "active",
                "True",
                "name.givenName",
                "Ada",
                "addresses[type eq \"work\"].locality",
                "Turin",
                "emails[type eq \"work\"].value",
                "ada@example.com",
                ENTERPRISE + ":department",
                "Research",
                ENTERPRISE + ":manager",
                "m1")
            .entrySet()) {
      ScimPath path = ScimPath.parse(value.getKey());
      path.put(attributes, schema.coerce(path, value.getValue()));
    }
    String id = answers.createdId(send(requests.createUser(attributes)));

    ScimRequest query =
        requests.find(
            ResourceType.USER,
            ScimPath.parse("userName"),
            TextNode.valueOf("o'brien+\"x\"@example.com"));
    assertEquals(1, answers.page(send(query)).totalResults());

    List<AttributeChange> changes = new ArrayList<>();
    changes.add(change(schema, "active", "True", "False"));
    changes.add(change(schema, "name.givenName", "Ada", null));
    changes.add(change(schema, "name.familyName", null, "Example"));
    changes.add(change(schema, "addresses[type eq \"work\"].locality", "Turin", "Milan"));
    changes.add(change(schema, "phoneNumbers[type eq \"mobile\"].value", null, "+39"));
    changes.add(
        change(schema, "emails[type eq \"work\"].value", "ada@example.com", "b@example.com"));
    changes.add(change(schema, ENTERPRISE + ":department", "Research", "Sales"));
    changes.add(change(schema, ENTERPRISE + ":employeeNumber", null, "7"));
    changes.add(change(schema, ENTERPRISE + ":manager", "m1", "m2"));
    send(requests.changeUser(id, changes, List.of()));

    TargetUser changed = answers.answeredUser(send(requests.readUser(id)));
    assertEquals(false, changed.active());
    for (AttributeChange change : changes) {
      JsonNode held = change.path().read(changed.attributes());
      assertTrue(
          schema.sameValue(change.path(), change.after(), held),
          () -> change.path() + " is " + held + " and not " + change.after());
    }
    send(requests.delete(ResourceType.USER, id));
    assertEquals(0, answers.page(send(requests.list(ResourceType.USER, 1, 100))).totalResults());
  }

  @ParameterizedTest
  @EnumSource
  void membersAreAddedAndRemovedWithoutAnEffectOnOthers(Product product) {
    ScimRequests requests = new ScimRequests(product);
    String id =
        answers.createdId(
            send(
                requests.createGroup(
                    Json.object("{\"displayName\":\"Sales\"}"), List.of("u1", "u2"))));
    send(requests.addMembers(id, List.of("u3", "u4")));
    send(requests.removeMembers(id, List.of("u1", "u3")));
    assertEquals(List.of("u2", "u4"), members(id, requests));
    send(
        requests.changeGroup(
            id,
            List.of(
                change(
                    ScimSchema.of(ResourceType.GROUP, product),
                    "displayName",
                    "Sales",
                    "Sales EMEA"))));
    assertEquals(List.of("u2", "u4"), members(id, requests));
  }

  @Test
  void listOfGroupsHasNoMembers() {
    ScimRequests requests = new ScimRequests(Product.ZIA);
    send(requests.createGroup(Json.object("{\"displayName\":\"Sales\"}"), List.of("u1")));
    ListPage page = answers.page(send(requests.list(ResourceType.GROUP, 1, 100)));
    assertNull(page.resources().get(0).get("members"));
  }

  private List<String> members(String id, ScimRequests requests) {
    return answers.answeredGroup(send(requests.readGroup(id, true))).members().stream()
        .map(TargetReference::id)
        .sorted()
        .toList();
  }

  private static AttributeChange change(
      ScimSchema schema, String text, String before, String after) {
    ScimPath path = ScimPath.parse(text);
    return new AttributeChange(
        path,
        before == null ? null : schema.coerce(path, before),
        after == null ? null : schema.coerce(path, after));
  }

  private @Nullable ObjectNode send(ScimRequest request) {
    String query = request.query() == null ? "" : "?" + request.query();
    ScimResponse response =
        server.handleRequest(
            "https://scim.example/scim" + request.path() + query,
            HttpMethod.valueOf(request.method().name()),
            request.body() == null ? null : request.body().toString(),
            Map.of("Content-Type", "application/scim+json"),
            new Context(null));
    assertThat(response.getHttpStatus())
        .as(() -> request + " was answered by " + response)
        .isLessThan(300);
    return Json.answer(response.toString());
  }

  /** Keeps resources in memory. */
  private abstract static class Stored<T extends ResourceNode> extends ResourceHandler<T> {

    private final Map<String, T> resources = new LinkedHashMap<>();

    @Override
    public T createResource(T resource, Context context) {
      resource.setId(String.valueOf(resources.size() + 1));
      return updateResource(resource, context);
    }

    @Override
    public T updateResource(T resource, Context context) {
      Meta meta = resource.getMeta().orElseThrow();
      meta.setCreated(Instant.EPOCH);
      meta.setLastModified(Instant.EPOCH);
      resources.put(resource.getId().orElseThrow(), resource);
      return resource;
    }

    @Override
    public T getResource(
        String id,
        List<SchemaAttribute> attributes,
        List<SchemaAttribute> excludedAttributes,
        Context context) {
      return resources.get(id);
    }

    @Override
    public PartialListResponse<T> listResources(
        long startIndex,
        int count,
        FilterNode filter,
        SchemaAttribute sortBy,
        SortOrder sortOrder,
        List<SchemaAttribute> attributes,
        List<SchemaAttribute> excludedAttributes,
        Context context) {
      return PartialListResponse.<T>builder()
          .resources(new ArrayList<>(resources.values()))
          .totalResults((long) resources.size())
          .build();
    }

    @Override
    public void deleteResource(String id, Context context) {
      resources.remove(id);
    }
  }
}
