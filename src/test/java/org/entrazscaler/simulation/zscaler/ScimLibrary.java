package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.ClassPathReferences;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.complex.BulkConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ETagConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.SortConfig;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.AuthenticationScheme;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.EndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * scim-sdk-server with the endpoints of one service at a time. It is used again by later services,
 * because it parses all its schemas when it is created, which takes longer than most tests use it.
 */
final class ScimLibrary {

  private static final int MAXIMUM_PAYLOAD = 1_048_576;

  private static final Map<Options, Queue<ScimLibrary>> FREE = new ConcurrentHashMap<>();

  /** The options that the library reads when it is created. */
  private record Options(
      boolean unknownPatchPathsIgnored,
      int maximumPage,
      int bulkOperations,
      List<String> customAttributes) {}

  private final Options options;
  private final UserHandler users = new UserHandler();
  private final GroupHandler groups = new GroupHandler();
  private final ResourceEndpoint endpoint;

  private ScimLibrary(Options options) {
    this.options = options;
    ServiceProvider provider =
        ServiceProvider.builder()
            .patchConfig(
                PatchConfig.builder()
                    .supported(true)
                    .ignoreUnknownAttributes(options.unknownPatchPathsIgnored)
                    .build())
            .authenticationSchemes(
                List.of(
                    AuthenticationScheme.builder()
                        .name("Bearer Token")
                        .description("The Bearer Token of the portal")
                        .type("oauthbearertoken")
                        .build()))
            .filterConfig(
                FilterConfig.builder().supported(true).maxResults(options.maximumPage).build())
            .sortConfig(SortConfig.builder().supported(true).build())
            .eTagConfig(ETagConfig.builder().supported(false).build())
            .bulkConfig(
                BulkConfig.builder()
                    .supported(options.bulkOperations > 0)
                    .maxOperations(options.bulkOperations)
                    .maxPayloadSize((long) MAXIMUM_PAYLOAD)
                    .build())
            .build();
    List<JsonNode> extensions = new ArrayList<>();
    extensions.add(JsonHelper.loadJsonDocument(ClassPathReferences.ENTERPRISE_USER_SCHEMA_JSON));
    JsonNode userType = JsonHelper.loadJsonDocument(ClassPathReferences.USER_RESOURCE_TYPE_JSON);
    if (!options.customAttributes.isEmpty()) {
      extensions.add(customSchema(options.customAttributes));
      ((ArrayNode) userType.get("schemaExtensions"))
          .addObject()
          .put("schema", ScimService.CUSTOM)
          .put("required", false);
    }
    endpoint =
        new ResourceEndpoint(
            provider,
            new EndpointDefinition(
                userType,
                JsonHelper.loadJsonDocument(ClassPathReferences.USER_SCHEMA_JSON),
                extensions,
                users),
            new EndpointDefinition(
                JsonHelper.loadJsonDocument(ClassPathReferences.GROUP_RESOURCE_TYPE_JSON),
                JsonHelper.loadJsonDocument(ClassPathReferences.GROUP_SCHEMA_JSON),
                List.of(),
                groups));
  }

  /** Returns a library that no other service uses. */
  static ScimLibrary take(ZscalerOptions options) {
    Options read =
        new Options(
            options.unknownPatchPathsIgnored(),
            options.maximumPage(),
            options.bulkOperations(),
            options.customAttributes());
    ScimLibrary free = free(read).poll();
    return free == null ? new ScimLibrary(read) : free;
  }

  private static Queue<ScimLibrary> free(Options options) {
    return FREE.computeIfAbsent(options, none -> new ConcurrentLinkedQueue<>());
  }

  /** From now on requests are carried out on this store. */
  void serve(TenantStore store, String baseUrl) {
    users.serve(store, baseUrl);
    groups.serve(store, baseUrl);
  }

  ResourceEndpoint endpoint() {
    return endpoint;
  }

  /** Makes the library available to other services. */
  void giveBack() {
    free(options).add(this);
  }

  private static ObjectNode customSchema(List<String> names) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    schema.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:Schema");
    schema
        .put("id", ScimService.CUSTOM)
        .put("name", "CustomAttributes")
        .put("description", "Custom attributes");
    ArrayNode attributes = schema.putArray("attributes");
    for (String name : names) {
      attributes
          .addObject()
          .put("name", name)
          .put("type", "string")
          .put("description", name)
          .put("mutability", "readWrite")
          .put("returned", "default")
          .put("uniqueness", "none")
          .put("multiValued", false)
          .put("caseExact", false)
          .put("required", false);
    }
    return schema;
  }
}
