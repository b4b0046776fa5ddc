package org.entrazscaler.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogError;
import org.entrazscaler.journal.LogIdentity;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.plan.Warning;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of the provisioning log as Entra does (Graph resource type {@code
 * provisioningObjectSummary}), with each value before and after, which undo uses.
 */
public final class LogEntries {

  /**
   * Longer lists are split over several entries, because a database limits the length of a text.
   */
  private static final int REFERENCES_AN_ENTRY = 1000;

  /** The code of an entry about an object whose target object now belongs to another one. */
  public static final String PASSED_ON = "EntryPassedOn";

  /** The action of an adoption. */
  public static final String ADOPTED = "other";

  private static final String MEMBERS = "members";
  private static final String GROUPS = "groups";

  private final State state;
  private final CycleControl cycles;
  private final Supplier<MappingsInForce> inForce;
  private final Clock clock;

  LogEntries(State state, CycleControl cycles, Supplier<MappingsInForce> inForce, Clock clock) {
    this.state = state;
    this.cycles = cycles;
    this.inForce = inForce;
    this.clock = clock;
  }

  /** A change that Zscaler accepted. */
  public LogEntry succeeded(
      Write write, Change change, @Nullable String targetId, MemberChunk members) {
    return succeeded(write, change, targetId, members, List.of());
  }

  /**
   * A change that Zscaler accepted, with the groups that may have lost the account by it, so that
   * its memberships are written again.
   */
  public LogEntry succeeded(
      Write write,
      Change change,
      @Nullable String targetId,
      MemberChunk members,
      List<String> rewritten) {
    ArrayNode modified = values(change);
    members(modified, members.added(), true);
    groups(modified, rewritten);
    return entry(
        write, change, change.action().provisioningAction(), targetId, modified, null, null);
  }

  /** An adopted object; the values that were sent follow in another entry. */
  public LogEntry adopted(Write write, Change change, String targetId) {
    return entry(
        write, change, ADOPTED, targetId, JsonNodeFactory.instance.arrayNode(), null, null);
  }

  /** Members that joined or left. */
  public LogEntry members(Write write, Change change, MemberChunk chunk) {
    ArrayNode modified = JsonNodeFactory.instance.arrayNode();
    members(modified, chunk.added(), true);
    members(modified, chunk.removed(), false);
    return entry(write, change, Action.UPDATE.word(), change.targetId(), modified, null, null);
  }

  /**
   * A deletion, with the known values of the object, and the managed members of a group or the
   * groups of an account, so that it can be created again.
   */
  public List<LogEntry> deleted(Write write, Change change) {
    boolean group = change.group();
    String id = change.knownTargetId();
    List<String> others =
        group
            ? state.writtenMembers().toRemove(change.key().id(), Integer.MAX_VALUE)
            : state.writtenMembers().groups(id);
    List<LogEntry> entries = new ArrayList<>();
    ArrayNode modified = knownValues(change);
    for (int from = 0; from == 0 || from < others.size(); from += REFERENCES_AN_ENTRY) {
      List<String> part = others.subList(from, Math.min(others.size(), from + REFERENCES_AN_ENTRY));
      if (group) {
        members(modified, part, false);
      } else {
        groups(modified, part);
      }
      entries.add(entry(write, change, Action.DELETE.word(), id, modified, null, null));
      modified = JsonNodeFactory.instance.arrayNode();
    }
    return entries;
  }

  /** A change that failed permanently. */
  public LogEntry failed(Write write, Change change, ScimError error) {
    return failed(write, change, MemberChunk.NONE, error);
  }

  /** A change that failed permanently, with the members that it would have added or removed. */
  LogEntry failed(Write write, Change change, MemberChunk members, ScimError error) {
    return failed(write, change, members, logged(error), error.reasonInFull());
  }

  /** A change that could not be made. */
  public LogEntry failed(Write write, Change change, LogError error, String reason) {
    return failed(write, change, MemberChunk.NONE, error, reason);
  }

  private LogEntry failed(
      Write write, Change change, MemberChunk members, LogError error, String reason) {
    ArrayNode modified = values(change);
    members(modified, members.added(), true);
    members(modified, members.removed(), false);
    return entry(
        write,
        change,
        change.action().provisioningAction(),
        change.targetId(),
        modified,
        error,
        reason);
  }

  /** The error of a failure; its reason with the words of the target is a field of the entry. */
  static LogError logged(ScimError error) {
    return new LogError(error.code(), error.classification(), category(error), error.advice());
  }

  private static String category(ScimError error) {
    return switch (error.kind()) {
      case THROTTLED, UNAUTHORIZED, FORBIDDEN, UNAVAILABLE -> LogError.SERVICE;
      default -> LogError.NON_SERVICE;
    };
  }

  /** A removal that a safeguard holds. */
  public LogEntry staged(Change change, List<String> leaving, String reason) {
    ArrayNode modified = change.action() == Action.DELETE ? knownValues(change) : values(change);
    members(modified, leaving, false);
    ArrayNode steps = steps(change);
    steps.add(step("EntrySynchronizationSkip", "export", LogEntry.SKIPPED, reason));
    return new LogEntry(
        0,
        clock.instant(),
        cycles.current().name(),
        UUID.randomUUID().toString(),
        LogEntry.STAGED_DELETE,
        LogEntry.SKIPPED,
        change.key(),
        source(change.key(), change.name()),
        target(change, change.targetId()),
        0,
        null,
        reason,
        modified,
        steps);
  }

  /** An object for which nothing is sent, with the reason. */
  public LogEntry skipped(Candidate candidate, Decision.Nothing nothing) {
    return decided(
        candidate,
        LogEntry.SKIPPED,
        LogError.of(nothing.code()),
        nothing.reason(),
        step("EntrySynchronizationSkip", "export", LogEntry.SKIPPED, nothing.reason()));
  }

  /** An object that is deleted in Entra; only its id is logged. */
  LogEntry skipped(ObjectKey key, Decision.Nothing nothing) {
    return decided(
        key,
        key.id(),
        LogEntry.SKIPPED,
        LogError.of(nothing.code()),
        nothing.reason(),
        step("EntrySynchronizationSkip", "export", LogEntry.SKIPPED, nothing.reason()));
  }

  /** A group to which some accounts are not added; the accounts are logged by id. */
  public LogEntry leftOut(Candidate group, Decision.Nothing nothing, List<String> accounts) {
    ArrayNode modified = JsonNodeFactory.instance.arrayNode();
    members(modified, accounts.subList(0, Math.min(accounts.size(), REFERENCES_AN_ENTRY)), true);
    return skipped(group, nothing).withModified(modified);
  }

  /** An object for which no request could be sent. */
  public LogEntry refused(Candidate candidate, LogError error, String reason, ObjectNode step) {
    return decided(candidate, LogEntry.FAILURE, error, reason, step);
  }

  private LogEntry decided(
      Candidate candidate, String status, LogError error, String reason, ObjectNode step) {
    return decided(candidate.key(), candidate.name(), status, error, reason, step);
  }

  private LogEntry decided(
      ObjectKey key, String name, String status, LogError error, String reason, ObjectNode step) {
    return new LogEntry(
        0,
        clock.instant(),
        cycles.current().name(),
        UUID.randomUUID().toString(),
        "other",
        status,
        key,
        source(key, name),
        LogIdentity.NONE,
        0,
        error,
        reason,
        JsonNodeFactory.instance.arrayNode(),
        JsonNodeFactory.instance.arrayNode().add(step));
  }

  private LogEntry entry(
      Write write,
      Change change,
      String action,
      @Nullable String targetId,
      ArrayNode modified,
      @Nullable LogError error,
      @Nullable String reason) {
    RedactedValues redacted = RedactedValues.of(mapping(change.key().type()), change);
    String text = redacted.text(reason == null ? change.reason() : reason);
    String status = error == null ? LogEntry.SUCCESS : LogEntry.FAILURE;
    ArrayNode steps = steps(change);
    ObjectNode export = step("EntryExport" + kind(change), "export", status, text);
    export
        .putObject("details")
        .put("ReportableIdentifier", targetId == null ? change.name() : targetId);
    steps.add(export);
    return new LogEntry(
        0,
        clock.instant(),
        cycles.current().name(),
        write.changeId(),
        action,
        status,
        change.key(),
        write.isLocked() && write.key().equals(change.key())
            ? new LogIdentity(change.key().id(), change.name(), write.displayName())
            : source(change.key(), change.name()),
        target(change, targetId),
        Duration.ofNanos(System.nanoTime() - write.began()).toMillis(),
        error == null
            ? null
            : new LogError(
                error.code(),
                error.additionalDetails() == null ? null : redacted.text(error.additionalDetails()),
                error.category(),
                error.recommendedAction()),
        text,
        modified,
        steps);
  }

  // --- identities ---------------------------------------------------------------------------

  private LogIdentity source(ObjectKey key, String name) {
    return new LogIdentity(
        key.id(),
        name,
        state
            .source()
            .find(key)
            .map(object -> object.properties().path("displayName").asText(null))
            .orElse(null));
  }

  private LogIdentity target(Change change, @Nullable String id) {
    Set<String> hidden = hidden(mapping(change.key().type()));
    ObjectNode written = change.written();
    String path = change.group() ? "displayName" : "userName";
    return new LogIdentity(id, text(written, path, hidden), text(written, "displayName", hidden));
  }

  private static @Nullable String text(ObjectNode written, String path, Set<String> hidden) {
    JsonNode value = written.get(path);
    return value == null ? null : hidden.contains(path) ? RedactedValues.SHOWN : value.asText();
  }

  // --- modified properties ------------------------------------------------------------------

  private ArrayNode values(Change change) {
    Set<String> hidden = hidden(mapping(change.key().type()));
    ArrayNode modified = JsonNodeFactory.instance.arrayNode();
    for (ValueChange value : change.values()) {
      boolean hide = hidden.contains(value.path());
      ObjectNode property =
          property(modified, value.path(), shown(value.before(), hide), shown(value.after(), hide));
      String element = EmptiedElements.element(change, value);
      if (element != null) {
        property.put(EmptiedElements.ELEMENT, element);
      }
    }
    return modified;
  }

  private ArrayNode knownValues(Change change) {
    Set<String> hidden = hidden(mapping(change.key().type()));
    ArrayNode modified = JsonNodeFactory.instance.arrayNode();
    change
        .known()
        .properties()
        .forEach(
            value ->
                property(
                    modified,
                    value.getKey(),
                    shown(value.getValue(), hidden.contains(value.getKey())),
                    null));
    return modified;
  }

  private static @Nullable JsonNode shown(@Nullable JsonNode value, boolean hide) {
    return value != null && hide ? JsonNodeFactory.instance.textNode(RedactedValues.SHOWN) : value;
  }

  private void members(ArrayNode modified, List<String> targetIds, boolean joining) {
    for (String id : targetIds) {
      JsonNode value = JsonNodeFactory.instance.textNode(id);
      ObjectNode property =
          property(modified, MEMBERS, joining ? null : value, joining ? value : null);
      state
          .links()
          .findByTarget(ObjectType.USER, id)
          .ifPresent(link -> property.put("sourceId", link.key().id()));
    }
  }

  private void groups(ArrayNode modified, List<String> sourceIds) {
    for (String id : sourceIds) {
      state
          .links()
          .find(ObjectKey.group(id))
          .ifPresent(
              link ->
                  property(
                          modified,
                          GROUPS,
                          JsonNodeFactory.instance.textNode(link.targetId()),
                          null)
                      .put("sourceId", id));
    }
  }

  private static ObjectNode property(
      ArrayNode modified, String name, @Nullable JsonNode before, @Nullable JsonNode after) {
    ObjectNode property = modified.addObject().put("displayName", name);
    property.set("oldValue", before);
    property.set("newValue", after);
    return property;
  }

  private Mapping mapping(ObjectType type) {
    return type == ObjectType.USER ? inForce.get().users() : inForce.get().groups();
  }

  /** Paths of rows that use Redact. */
  static Set<String> hidden(Mapping mapping) {
    return mapping.rows().stream()
        .filter(MappingRow::isRedacted)
        .map(row -> row.target().toString())
        .collect(Collectors.toSet());
  }

  // --- steps --------------------------------------------------------------------------------

  private static ArrayNode steps(Change change) {
    String object = word(change) + " '" + change.name() + "'";
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    steps.add(
        step(
            "EntryImport" + kind(change),
            "import",
            LogEntry.SUCCESS,
            "Received " + object + " from Microsoft Entra ID"));
    steps.add(
        step(
            "EntrySynchronizationScoping",
            "scoping",
            LogEntry.SUCCESS,
            object + (change.inScope() ? " is in scope" : " is not in scope")));
    steps.add(
        step(
            "EntrySynchronization" + kind(change),
            "matching",
            LogEntry.SUCCESS,
            change.targetId() == null
                ? "No matching " + word(change) + " was found in Zscaler"
                : object + " is " + change.targetId() + " in Zscaler"));
    for (Warning warning : change.warnings()) {
      steps.add(step("EntrySynchronizationCheck", "processing", "warning", warning.text()));
    }
    return steps;
  }

  /** The end of Entra's names of steps. */
  private static String kind(Change change) {
    return switch (change.action()) {
      case CREATE -> "Add";
      case DELETE -> "Delete";
      case UPDATE, DISABLE, EMPTY -> "Update";
    };
  }

  private static String word(Change change) {
    String word = change.key().type().word();
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  public static ObjectNode step(String name, String type, String status, String description) {
    ObjectNode step =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("provisioningStepType", type)
            .put("status", status)
            .put("description", description);
    step.putObject("details");
    return step;
  }
}
