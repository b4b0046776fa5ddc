package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import de.captaingoldfish.scim.sdk.common.exceptions.ConflictException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.patch.PatchOperationHandler;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import de.captaingoldfish.scim.sdk.server.schemas.validation.AbstractResourceValidator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code /Groups}: carries out the requests of the library on the {@link TenantStore}, and adds
 * what the product does in addition.
 */
final class GroupHandler extends ResourceHandler<Group> {

  private TenantStore store;
  private String baseUrl;

  /** From now on requests are carried out on this store. */
  void serve(TenantStore store, String baseUrl) {
    this.store = store;
    this.baseUrl = baseUrl;
  }

  @Override
  public Group createResource(Group group, Context context) {
    ZscalerOptions options = ZscalerContext.of(context).options;
    ObjectNode attributes = attributesOf(group);
    Rules.checkGroup(attributes, options);
    refuseTakenName(attributes, null, options);
    List<Stored.User> members = joining(memberIds(group.path("members")), null, options);
    Stored.Group row = store.createGroup(attributes);
    members.forEach(member -> store.addMember(row, member));
    return resource(row, options.membersReadable());
  }

  @Override
  public Group getResource(
      String id,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excludedAttributes,
      Context context) {
    boolean shown = ZscalerContext.of(context).options.membersReadable();
    return resource(existing(id), shown && !names(excludedAttributes));
  }

  @Override
  public PartialListResponse<Group> listResources(
      long startIndex,
      int count,
      @Nullable FilterNode filter,
      @Nullable SchemaAttribute sortBy,
      @Nullable SortOrder sortOrder,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excludedAttributes,
      Context context) {
    Set<String> ids =
        filter == null ? null : Filters.ids(filter, store.groups, this::groupIdsOfMember);
    Paging.Page<Stored.Group> page =
        Paging.page(store.groups, ids, startIndex, count, sortBy, sortOrder);
    boolean shown =
        ZscalerContext.of(context).options.membersInLists() && !names(excludedAttributes);
    List<Group> resources = new ArrayList<>(page.rows().size());
    for (Stored.Group row : page.rows()) {
      resources.add(resource(row, shown));
    }
    return PartialListResponse.<Group>builder()
        .resources(resources)
        .totalResults(page.totalResults())
        .build();
  }

  /** PUT; a PATCH goes through {@link GroupPatch}. */
  @Override
  public Group updateResource(Group group, Context context) {
    ZscalerContext own = ZscalerContext.of(context);
    Stored.Group row = existing(group.getId().orElse(""));
    ObjectNode attributes =
        own.options.groupPutKeepsMissing()
            ? row.attributes.deepCopy()
            : Json.MAPPER.createObjectNode();
    attributes.setAll(attributesOf(group));
    Rules.checkGroup(attributes, own.options);
    refuseTakenName(attributes, row, own.options);
    Set<String> wanted = memberIds(group.path("members"));
    List<Stored.User> members = joining(wanted, row, own.options);
    store.replace(row, attributes);
    if (own.membersMentioned || !own.options.groupPutKeepsMissing()) {
      store.removeMembers(row);
      members.forEach(member -> store.addMember(row, member));
    }
    return resource(row, own.options.membersReadable());
  }

  @Override
  public void deleteResource(String id, Context context) {
    store.remove(existing(id));
  }

  @Override
  public PatchOperationHandler<Group> getPatchOpResourceHandler(String id, Context context) {
    return new GroupPatch(this, store, ZscalerContext.of(context).options);
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

  Stored.Group existing(String id) {
    Stored.Group row = store.groups.byId(id);
    if (row == null) {
      throw new ResourceNotFoundException("No group with the id '" + id + "'");
    }
    return row;
  }

  void refuseTakenName(ObjectNode attributes, Stored.@Nullable Group self, ZscalerOptions options) {
    String displayName = attributes.path("displayName").asText();
    Stored.Group holder = store.groups.byName(displayName);
    if (options.uniqueGroupNames() && holder != null && holder != self) {
      throw new ConflictException(
          "A group with the displayName '" + displayName + "' already exists",
          ScimType.RFC7644.UNIQUENESS);
    }
  }

  /**
   * The users with these ids, without those that have reached the limit of groups per user.
   *
   * @throws de.captaingoldfish.scim.sdk.common.exceptions.ScimException for an unknown id, or for a
   *     user at the limit if the product refuses it
   */
  List<Stored.User> joining(
      Set<String> memberIds, Stored.@Nullable Group group, ZscalerOptions options) {
    List<Stored.User> members = new ArrayList<>(memberIds.size());
    Set<Stored.User> behind = behind(memberIds, group, options);
    for (String memberId : memberIds) {
      Stored.User member = store.users.byId(memberId);
      if (member == null || behind.contains(member)) {
        String message = "No user with the id '" + memberId + "'";
        throw options.unknownMemberStatus() == 404
            ? new ResourceNotFoundException(message)
            : Rules.refused(message);
      }
      boolean already = group != null && member.groupIds.contains(group.id);
      if (already || member.groupIds.size() < options.groupsPerUser()) {
        members.add(member);
      } else if (options.capOverflow() == CapOverflow.REFUSE) {
        throw new BadRequestException(
            "User '" + member.userName() + "' has " + options.groupsPerUser() + " groups already",
            ScimType.RFC7644.TOO_MANY);
      }
    }
    return members;
  }

  /** The users that are so new that the replica does not know them yet. */
  private Set<Stored.User> behind(
      Set<String> memberIds, Stored.@Nullable Group group, ZscalerOptions options) {
    Set<Stored.User> behind = new LinkedHashSet<>();
    for (String memberId : memberIds) {
      Stored.User member = store.users.byId(memberId);
      boolean joins = member != null && (group == null || !member.groupIds.contains(group.id));
      if (joins
          && (member.namedByAdditions++ < options.additionsUntilKnown()
              || member.created.plus(options.replicaLag()).isAfter(store.now()))) {
        behind.add(member);
      }
    }
    return behind;
  }

  static Set<String> memberIds(JsonNode members) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode member : members) {
      ids.add(member.path("value").asText());
    }
    return ids;
  }

  Group resource(Stored.Group row, boolean withMembers) {
    Group group = new Group();
    group.putArray("schemas").add(ScimService.GROUP);
    group.put("id", row.id);
    group.setAll(row.attributes);
    if (withMembers && !row.memberIds.isEmpty()) {
      ArrayNode members = group.putArray("members");
      for (Stored.User member : store.membersOf(row)) {
        members
            .addObject()
            .put("value", member.id)
            .put("$ref", baseUrl + "/Users/" + member.id)
            .put("type", "User");
      }
    }
    group.setMeta(Json.meta(row, "Group"));
    return group;
  }

  private Set<String> groupIdsOfMember(String memberId) {
    Stored.User member = store.users.byId(memberId);
    return member == null ? Set.of() : member.groupIds;
  }

  private static boolean names(List<SchemaAttribute> excluded) {
    return excluded.stream().anyMatch(attribute -> attribute.getName().equals("members"));
  }

  private static ObjectNode attributesOf(Group group) {
    ObjectNode attributes = Json.MAPPER.createObjectNode();
    group.getDisplayName().ifPresent(name -> attributes.put("displayName", name));
    group.getExternalId().ifPresent(externalId -> attributes.put("externalId", externalId));
    return attributes;
  }
}
