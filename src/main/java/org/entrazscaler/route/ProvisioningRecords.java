package org.entrazscaler.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.entrazscaler.cycle.BackOff;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimPath;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.state.LogEntry;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.ParkedObject;
import org.entrazscaler.state.Settlement;
import org.entrazscaler.state.State;
import org.jspecify.annotations.Nullable;

/** What is written into the provisioning log and the dead-letter store. */
final class ProvisioningRecords {

  private static final ScimPath MEMBERS = ScimPath.parse("members");

  private final State state;
  private final CycleControl cycles;
  private final Supplier<MappingsInForce> inForce;
  private final Clock clock;

  ProvisioningRecords(
      State state, CycleControl cycles, Supplier<MappingsInForce> inForce, Clock clock) {
    this.state = state;
    this.cycles = cycles;
    this.inForce = inForce;
    this.clock = clock;
  }

  /** Whether the mapping of groups says that members are provisioned. */
  boolean mapsMembers() {
    return inForce.get().groups().rows().stream().anyMatch(row -> row.target().equals(MEMBERS));
  }

  /**
   * The attribute by which an object is found that may be there: the one that Zscaler keeps unique,
   * if objects are matched by it, else the first matching attribute with a value.
   */
  MappingRow identifying(ObjectType type, ObjectNode written) {
    ScimPath unique = ScimPath.parse(type == ObjectType.USER ? "userName" : "displayName");
    List<MappingRow> rows =
        mapping(type).matchingRows().stream()
            .filter(row -> written.hasNonNull(row.target().toString()))
            .toList();
    return rows.stream()
        .filter(row -> row.target().equals(unique))
        .findFirst()
        .or(() -> rows.stream().findFirst())
        .orElseThrow(() -> new IllegalStateException("Nothing identifies what is to be made."));
  }

  /** What a change does, without values that the mapping redacts. */
  String words(Change change) {
    Set<String> hidden = hidden(mapping(change.key().type()));
    return change.values().stream()
        .map(value -> value.words(hidden.contains(value.path())))
        .collect(Collectors.joining(", "));
  }

  LogEntry succeeded(Exchange exchange, Change change, @Nullable String targetId) {
    return entry(
        exchange, change, change.action().logged(), "success", targetId, null, change.reason());
  }

  LogEntry members(Exchange exchange, Change change, MemberChunk chunk) {
    ArrayNode modified = JsonNodeFactory.instance.arrayNode();
    chunk.added().forEach(id -> modified.add(property("members", null, id)));
    chunk.removed().forEach(id -> modified.add(property("members", id, null)));
    LogEntry entry =
        entry(
            exchange, change, Action.UPDATE.word(), "success", change.targetId(), null, "Members");
    return new LogEntry(
        entry.at(),
        entry.cycleId(),
        entry.changeId(),
        entry.action(),
        entry.status(),
        entry.key(),
        entry.sourceName(),
        entry.targetId(),
        entry.targetName(),
        entry.durationMillis(),
        null,
        entry.reason(),
        modified,
        entry.steps());
  }

  LogEntry failed(Exchange exchange, Change change, String code, String reason) {
    return entry(
        exchange, change, change.action().logged(), "failure", change.targetId(), code, reason);
  }

  private LogEntry entry(
      Exchange exchange,
      Change change,
      String action,
      String status,
      @Nullable String targetId,
      @Nullable String code,
      String reason) {
    ArrayNode modified = JsonNodeFactory.instance.arrayNode();
    Mapping mapping = mapping(change.key().type());
    RedactedValues redacted = RedactedValues.of(mapping, change);
    Set<String> hidden = hidden(mapping);
    for (ValueChange value : change.values()) {
      boolean hide = hidden.contains(value.path());
      modified.add(property(value.path(), shown(value.before(), hide), shown(value.after(), hide)));
    }
    Instant now = clock.instant();
    long began = exchange.getVariable(Names.BEGAN, System.nanoTime(), Long.class);
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    steps.add(step("EntryImport", "import", "success", "Read from Microsoft Entra ID"));
    steps.add(
        step(
            "EntrySynchronizationScoping",
            "scoping",
            "success",
            change.inScope() ? "In scope" : "Not in scope"));
    String told = redacted.text(reason);
    steps.add(step("EntryExport", "export", status, told));
    return new LogEntry(
        now,
        cycles.current().name(),
        UUID.randomUUID().toString(),
        action,
        status,
        change.key(),
        change.name(),
        targetId,
        targetName(change, hidden),
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        code,
        told,
        modified,
        steps);
  }

  private static @Nullable String targetName(Change change, Set<String> hidden) {
    String path = change.key().type() == ObjectType.USER ? "userName" : "displayName";
    return shown(change.written().get(path), hidden.contains(path));
  }

  LogEntry skipped(Candidate candidate, Decision.Nothing nothing) {
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    steps.add(step("EntrySynchronizationSkip", "export", "skipped", nothing.reason()));
    return planned(candidate, "skipped", nothing.code(), nothing.reason(), steps);
  }

  private LogEntry planned(
      Candidate candidate, String status, String code, String reason, ArrayNode steps) {
    return new LogEntry(
        clock.instant(),
        cycles.current().name(),
        UUID.randomUUID().toString(),
        "other",
        status,
        candidate.key(),
        candidate.name(),
        null,
        null,
        0,
        code,
        reason,
        JsonNodeFactory.instance.arrayNode(),
        steps);
  }

  private static ObjectNode step(String name, String type, String status, String description) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("provisioningStepType", type)
        .put("status", status)
        .put("description", description);
  }

  private static ObjectNode property(
      String name, @Nullable String oldValue, @Nullable String newValue) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("displayName", name)
        .put("oldValue", oldValue)
        .put("newValue", newValue);
  }

  private static @Nullable String shown(@Nullable JsonNode value, boolean hide) {
    if (value == null) {
      return null;
    }
    return hide ? RedactedValues.SHOWN : value.isValueNode() ? value.asText() : value.toString();
  }

  private Mapping mapping(ObjectType type) {
    return type == ObjectType.USER ? inForce.get().users() : inForce.get().groups();
  }

  /** Paths of rows that use Redact. */
  private static Set<String> hidden(Mapping mapping) {
    return mapping.rows().stream()
        .filter(MappingRow::isRedacted)
        .map(row -> row.target().toString())
        .collect(Collectors.toSet());
  }

  // --- dead letters -------------------------------------------------------------------------

  /** Parks an object that cannot be written, without having asked Zscaler. */
  void park(Candidate candidate, Decision.Refuse refuse, Settlement settlement) {
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    steps.add(step("EntrySynchronization", "processing", "failure", refuse.reason()));
    park(
        candidate.key(),
        candidate.name(),
        "other",
        refuse.code() + ": " + refuse.advice(),
        refuse.code(),
        refuse.reason(),
        refuse.advice(),
        null,
        null,
        false,
        settlement,
        planned(candidate, "failure", refuse.code(), refuse.reason(), steps));
  }

  /** Parks an object about which Zscaler did not answer a question. */
  void park(
      Candidate candidate,
      ScimError error,
      ScimRequest request,
      RedactedValues redacted,
      Settlement settlement) {
    String reason = redacted.text(error.reason());
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    steps.add(step("EntryMatching", "matching", "failure", reason));
    park(
        candidate.key(),
        candidate.name(),
        "other",
        redacted.text(error.cause()),
        error.code(),
        reason,
        error.advice(),
        sent(request, redacted),
        answered(error, redacted),
        error.isTransient(),
        settlement,
        planned(candidate, "failure", error.code(), reason, steps));
  }

  /** Makes objects pending that were parked though it was not their fault. */
  void release(List<ObjectKey> keys) {
    keys.forEach(state.parked()::retry);
  }

  private static @Nullable String answered(ScimError error, RedactedValues redacted) {
    return error.status() == 0
        ? null
        : error.status() + (error.detail() == null ? "" : " " + redacted.text(error.detail()));
  }

  /** Parks a change that Zscaler did not take. */
  void park(
      Change change,
      ScimError error,
      @Nullable ScimRequest request,
      Settlement settlement,
      LogEntry entry) {
    RedactedValues redacted = RedactedValues.of(mapping(change.key().type()), change);
    park(
        change.key(),
        change.name(),
        change.action().word(),
        redacted.text(error.cause()),
        error.code(),
        redacted.text(error.reason()),
        error.advice(),
        request == null ? null : sent(request, redacted),
        answered(error, redacted),
        error.isTransient(),
        settlement,
        entry);
  }

  private static String sent(ScimRequest request, RedactedValues redacted) {
    return request.method()
        + " "
        + request.path()
        + (request.query() == null ? "" : "?" + redacted.text(request.query()))
        + (request.body() == null ? "" : "\n" + redacted.json(request.body()));
  }

  private void park(
      ObjectKey key,
      String name,
      String action,
      String cause,
      String code,
      String reason,
      String advice,
      @Nullable String request,
      @Nullable String answer,
      boolean soon,
      Settlement settlement,
      LogEntry entry) {
    Instant now = clock.instant();
    Optional<ParkedObject> before = state.parked().find(key);
    Instant first = before.map(ParkedObject::firstFailed).orElse(now);
    int attempts = before.map(ParkedObject::attempts).orElse(0) + 1;
    state
        .outcomes()
        .parked(
            new ParkedObject(
                key,
                name,
                action,
                cause,
                code,
                reason,
                advice,
                request,
                answer,
                first,
                attempts,
                soon ? now : BackOff.next(first, now),
                cycles.current().name(),
                false),
            settlement,
            entry);
    cycles.current().count(Counter.FAILED, 1);
    cycles.done(name + ": failed and parked. " + reason);
  }
}
