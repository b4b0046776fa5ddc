package org.entrazscaler.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.store.State;
import org.entrazscaler.text.RecordJson;
import org.jspecify.annotations.Nullable;

/** Writes entries of the provisioning log as JSON. */
public final class LogJson {

  /** An entry in the JSON of Graph (resource type {@code provisioningObjectSummary}). */
  private record Summary(
      String id,
      Instant activityDateTime,
      @Nullable String tenantId,
      String jobId,
      String cycleId,
      String changeId,
      String provisioningAction,
      long durationInMilliseconds,
      StatusInfo provisioningStatusInfo,
      ArrayNode provisioningSteps,
      List<Property> modifiedProperties,
      Named servicePrincipal,
      Named sourceSystem,
      Named targetSystem,
      Initiator initiatedBy,
      Identity sourceIdentity,
      Identity targetIdentity) {}

  private record StatusInfo(String status, @Nullable ErrorInformation errorInformation) {}

  private record ErrorInformation(
      String errorCode,
      @Nullable String reason,
      @Nullable String additionalDetails,
      String errorCategory,
      @Nullable String recommendedAction) {}

  /**
   * A changed property.
   *
   * @param other the object that the value refers to; null for none
   */
  private record Property(
      String displayName,
      @Nullable String oldValue,
      @Nullable String newValue,
      @JsonUnwrapped @Nullable Other other) {}

  private record Other(String sourceId, @Nullable String name) {}

  private record Named(
      @Nullable String id,
      String displayName,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, @Nullable String> details) {}

  private record Initiator(String id, String displayName, String initiatorType) {}

  private record Identity(
      @Nullable String id,
      @Nullable String displayName,
      String identityType,
      Map<String, String> details) {}

  private final State state;
  private final LogNames names;
  private final Named servicePrincipal;
  private final Named sourceSystem;
  private final Named targetSystem;
  private final Map<String, Boolean> requestedByUser = new HashMap<>();

  LogJson(State state, Settings settings, LogNames names) {
    this.state = state;
    this.names = names;
    String application = settings.entra().enterpriseAppId();
    String tenantUrl =
        settings.zscaler().tenantUrl() == null ? null : settings.zscaler().tenantUrl().toString();
    String product = settings.zscaler().product().name().toLowerCase(Locale.ROOT);
    this.servicePrincipal = new Named(application, "Zscaler", null);
    this.sourceSystem = new Named(settings.entra().tenantId(), "Microsoft Entra ID", Map.of());
    this.targetSystem =
        new Named(
            tenantUrl,
            "Zscaler (" + product + ")",
            Collections.singletonMap("ServicePrincipalId", application));
  }

  /** An entry as one line, without a line feed. */
  String write(LogEntry entry) {
    return RecordJson.line(
        new Summary(
            Long.toString(entry.id()),
            entry.at(),
            sourceSystem.id(),
            "entra-zscaler-provisioning",
            entry.cycleId(),
            entry.changeId(),
            entry.action(),
            entry.durationMillis(),
            new StatusInfo(entry.status(), error(entry.error(), entry.reason())),
            entry.steps(),
            modified(entry.modified()),
            servicePrincipal,
            sourceSystem,
            targetSystem,
            new Initiator(
                "",
                "entra-zscaler-provisioning",
                requestedByUser(entry.cycleId()) ? "user" : "system"),
            identity(entry.source(), "userPrincipalName", entry.key().type()),
            identity(entry.target(), "userName", entry.key().type())));
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

  private static @Nullable ErrorInformation error(
      @Nullable LogError error, @Nullable String reason) {
    return error == null
        ? null
        : new ErrorInformation(
            error.code(),
            reason,
            error.additionalDetails(),
            error.category(),
            error.recommendedAction());
  }

  private List<Property> modified(ArrayNode properties) {
    List<Property> modified = new ArrayList<>();
    for (JsonNode property : properties) {
      modified.add(
          new Property(
              property.path("displayName").asText(),
              text(property.get("oldValue")),
              text(property.get("newValue")),
              property.has("sourceId")
                  ? new Other(property.get("sourceId").asText(), names.nameOf(property))
                  : null));
    }
    return modified;
  }

  /**
   * A value as Entra writes it, which is always text.
   *
   * @param value null for none
   */
  public static @Nullable String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static Identity identity(LogIdentity identity, String login, ObjectType type) {
    Map<String, String> details = new LinkedHashMap<>();
    if (type == ObjectType.USER && identity.name() != null) {
      details.put(login, identity.name());
    }
    if (identity.displayName() != null) {
      details.put("displayName", identity.displayName());
    }
    return new Identity(
        identity.id(), identity.name(), type == ObjectType.USER ? "User" : "Group", details);
  }
}
