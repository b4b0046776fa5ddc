package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.exceptions.ConflictException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import de.captaingoldfish.scim.sdk.server.schemas.validation.AbstractResourceValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code /Users}: carries out the requests of the library on the {@link TenantStore}, and adds what
 * the product does in addition.
 */
final class UserHandler extends ResourceHandler<User> {

  private TenantStore store;
  private String baseUrl;

  /** From now on requests are carried out on this store. */
  void serve(TenantStore store, String baseUrl) {
    this.store = store;
    this.baseUrl = baseUrl;
  }

  @Override
  public User createResource(User user, Context context) {
    ZscalerOptions options = ZscalerContext.of(context).options;
    ObjectNode attributes = attributesOf(user);
    Rules.checkUser(attributes, options);
    refuseTakenName(attributes, null);
    Stored.User row = store.createUser(attributes);
    return removeIfInactive(row, options);
  }

  @Override
  public User getResource(
      String id,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excludedAttributes,
      Context context) {
    // A copy, because the library applies a PATCH to this object
    return resource(existing(id), true);
  }

  @Override
  public PartialListResponse<User> listResources(
      long startIndex,
      int count,
      @Nullable FilterNode filter,
      @Nullable SchemaAttribute sortBy,
      @Nullable SortOrder sortOrder,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excludedAttributes,
      Context context) {
    Paging.Page<Stored.User> page =
        Paging.page(store.users, ids(filter), startIndex, count, sortBy, sortOrder);
    List<User> resources = new ArrayList<>(page.rows().size());
    for (Stored.User row : page.rows()) {
      resources.add(resource(row, false));
    }
    return PartialListResponse.<User>builder()
        .resources(resources)
        .totalResults(page.totalResults())
        .build();
  }

  @Override
  public User updateResource(User user, Context context) {
    ZscalerContext own = ZscalerContext.of(context);
    Stored.User row = existing(user.getId().orElse(""));
    ObjectNode attributes = attributesOf(user);
    Rules.checkUser(attributes, own.options);
    refuseTakenName(attributes, row);
    boolean renamed = !attributes.path("userName").asText().equalsIgnoreCase(row.userName());
    if (renamed && own.options.renamingDeletes()) {
      store.remove(row);
      Stored.User successor = store.createUser(attributes);
      own.replacementId = successor.id;
      User answer = removeIfInactive(successor, own.options);
      // The library requires the requested id here; the adapted answer contains the new id
      answer.setId(row.id);
      return answer;
    }
    store.replace(row, attributes);
    return removeIfInactive(row, own.options);
  }

  @Override
  public void deleteResource(String id, Context context) {
    Stored.User row = existing(id);
    if (row.administrator && !ZscalerContext.of(context).options.administratorsDeletable()) {
      throw new ConflictException("Admin user cannot be deleted");
    }
    store.remove(row);
  }

  /** See {@link ScimService#validated}. */
  @Override
  protected Optional<AbstractResourceValidator> getResponseValidator(
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excludedAttributes,
      JsonNode requested,
      BiFunction<String, String, String> referenceUrls) {
    return ScimService.validated(attributes, excludedAttributes)
        ? super.getResponseValidator(attributes, excludedAttributes, requested, referenceUrls)
        : Optional.empty();
  }

  private @Nullable Set<String> ids(@Nullable FilterNode filter) {
    return filter == null ? null : Filters.ids(filter, store.users, memberId -> Set.of());
  }

  private User removeIfInactive(Stored.User row, ZscalerOptions options) {
    User answer = resource(row, true);
    if (options.inactiveDeletes() && !row.attributes.path("active").asBoolean(true)) {
      store.remove(row);
    }
    return answer;
  }

  private void refuseTakenName(ObjectNode attributes, Stored.@Nullable User self) {
    String userName = attributes.path("userName").asText();
    Stored.User holder = store.users.byName(userName);
    if (holder != null && holder != self) {
      throw new ConflictException(
          "A user with the userName '" + userName + "' already exists",
          ScimType.RFC7644.UNIQUENESS);
    }
  }

  private Stored.User existing(String id) {
    Stored.User row = store.users.byId(id);
    if (row == null) {
      throw new ResourceNotFoundException("No user with the id '" + id + "'");
    }
    return row;
  }

  private static ObjectNode attributesOf(User user) {
    ObjectNode attributes = Json.copyOf(user);
    attributes.remove(List.of("schemas", "id", "meta", "groups", "password"));
    if (!attributes.hasNonNull("active")) {
      attributes.put("active", true);
    }
    return attributes;
  }

  private User resource(Stored.User row, boolean copied) {
    User user = new User();
    ArrayNode schemas = user.putArray("schemas").add(ScimService.USER);
    for (String extension : List.of(ScimService.ENTERPRISE, ScimService.CUSTOM)) {
      if (row.attributes.has(extension)) {
        schemas.add(extension);
      }
    }
    user.put("id", row.id);
    user.setAll(copied ? row.attributes.deepCopy() : row.attributes);
    if (!row.groupIds.isEmpty()) {
      ArrayNode groups = user.putArray("groups");
      for (Stored.Group group : store.groupsOf(row)) {
        groups
            .addObject()
            .put("display", group.displayName())
            .put("value", group.id)
            .put("$ref", baseUrl + "/Groups/" + group.id);
      }
    }
    user.setMeta(Json.meta(row, "User"));
    return user;
  }
}
