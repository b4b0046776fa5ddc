package org.entrazscaler.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the provisioning log in the JSON of Graph (resource type {@code
 * provisioningObjectSummary}).
 */
public final class LogJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final State state;
  private final Settings settings;
  private final LogNames names;
  private final Map<String, Boolean> requestedByUser = new HashMap<>();

  LogJson(State state, Settings settings, LogNames names) {
    this.state = state;
    this.settings = settings;
    this.names = names;
  }

  ObjectNode toJson(LogEntry entry) {
    ObjectNode node = NODES.objectNode();
    node.put("id", Long.toString(entry.id()));
    node.put("activityDateTime", entry.at().toString());
    node.put("tenantId", settings.entra().tenantId());
    node.put("jobId", "entra-zscaler-provisioning");
    node.put("cycleId", entry.cycleId());
    node.put("changeId", entry.changeId());
    node.put("provisioningAction", entry.action());
    node.put("durationInMilliseconds", entry.durationMillis());
    ObjectNode status = node.putObject("provisioningStatusInfo").put("status", entry.status());
    status.set("errorInformation", error(entry.error(), entry.reason()));
    node.set("provisioningSteps", entry.steps());
    node.set("modifiedProperties", modified(entry.modified()));
    node.set("servicePrincipal", system(settings.entra().enterpriseAppId(), "Zscaler"));
    node.set("sourceSystem", detailed(system(settings.entra().tenantId(), "Microsoft Entra ID")));
    String tenantUrl =
        settings.zscaler().tenantUrl() == null ? null : settings.zscaler().tenantUrl().toString();
    String product = settings.zscaler().product().name().toLowerCase(Locale.ROOT);
    ObjectNode target = detailed(system(tenantUrl, "Zscaler (" + product + ")"));
    ((ObjectNode) target.get("details"))
        .put("ServicePrincipalId", settings.entra().enterpriseAppId());
    node.set("targetSystem", target);
    node.putObject("initiatedBy")
        .put("id", "")
        .put("displayName", "entra-zscaler-provisioning")
        .put("initiatorType", requestedByUser(entry.cycleId()) ? "user" : "system");
    String type = entry.key().type().word();
    node.set("sourceIdentity", identity(entry.source(), type, "userPrincipalName", entry));
    node.set("targetIdentity", identity(entry.target(), type, "userName", entry));
    return node;
  }

  /** Whether a person requested the cycle: only a person undoes a cycle or applies a plan. */
  private boolean requestedByUser(String cycle) {
    return requestedByUser.computeIfAbsent(
        cycle,
        id ->
            state
                .cycles()
                .find(id)
                .map(CycleRecord::kind)
                .filter(kind -> !kind.equals("initial") && !kind.equals("incremental"))
                .isPresent());
  }

  private static @Nullable ObjectNode error(@Nullable LogError error, @Nullable String reason) {
    return error == null
        ? null
        : NODES
            .objectNode()
            .put("errorCode", error.code())
            .put("reason", reason)
            .put("additionalDetails", error.additionalDetails())
            .put("errorCategory", error.category())
            .put("recommendedAction", error.recommendedAction());
  }

  private ArrayNode modified(ArrayNode properties) {
    ArrayNode modified = NODES.arrayNode();
    for (JsonNode property : properties) {
      ObjectNode node =
          modified
              .addObject()
              .put("displayName", property.path("displayName").asText())
              .put("oldValue", text(property.path("oldValue")))
              .put("newValue", text(property.path("newValue")));
      if (property.has("sourceId")) {
        node.put("sourceId", property.get("sourceId").asText()).put("name", names.nameOf(property));
      }
    }
    return modified;
  }

  /** A value as Entra writes it, which is always text. */
  public static @Nullable String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static ObjectNode system(@Nullable String id, String name) {
    return NODES.objectNode().put("id", id).put("displayName", name);
  }

  private static ObjectNode detailed(ObjectNode system) {
    system.putObject("details");
    return system;
  }

  private static ObjectNode identity(
      LogIdentity identity, String type, String login, LogEntry entry) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("id", identity.id())
            .put("displayName", identity.name())
            .put("identityType", type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1));
    ObjectNode details = node.putObject("details");
    if (entry.key().type() == ObjectType.USER && identity.name() != null) {
      details.put(login, identity.name());
    }
    if (identity.displayName() != null) {
      details.put("displayName", identity.displayName());
    }
    return node;
  }
}
