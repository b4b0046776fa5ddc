package org.entrazscaler.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.BackOff;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogError;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.store.State;
import org.entrazscaler.zscaler.ZscalerRefusedException;
import org.jspecify.annotations.Nullable;

/** Writes the provisioning log and the dead-letter list. */
public final class ProvisioningRecords {

  private static final ScimPath MEMBERS = ScimPath.parse("members");

  private final State state;
  private final CycleControl cycles;
  private final Supplier<MappingsInForce> inForce;
  private final LogEntries log;
  private final Clock clock;

  public ProvisioningRecords(
      State state, CycleControl cycles, Supplier<MappingsInForce> inForce, Clock clock) {
    this.state = state;
    this.cycles = cycles;
    this.inForce = inForce;
    this.clock = clock;
    this.log = new LogEntries(state, cycles, inForce, clock);
  }

  /** Whether the group mapping has a row for members. */
  public boolean mapsMembers() {
    return inForce.get().groups().rows().stream().anyMatch(row -> row.target().equals(MEMBERS));
  }

  /**
   * The query that finds an object that may exist: by the unique name if it is a matching
   * attribute, or else by the first matching attribute with a value.
   */
  public MatchQuery identifyingQuery(Change change) {
    ObjectNode written = change.written();
    ScimPath path = identifyingRow(change.key().type(), written).target();
    return new MatchQuery(path, written.get(path.toString()).asText());
  }

  private MappingRow identifyingRow(ObjectType type, ObjectNode written) {
    ScimPath unique = ScimPath.parse(type == ObjectType.USER ? "userName" : "displayName");
    List<MappingRow> rows =
        mapping(type).matchingRows().stream()
            .filter(row -> written.hasNonNull(row.target().toString()))
            .toList();
    return rows.stream()
        .filter(row -> row.target().equals(unique))
        .findFirst()
        .or(() -> rows.stream().findFirst())
        .orElseThrow(
            () -> new IllegalStateException("No matching attribute identifies the object."));
  }

  /** The values of a change as text, without redacted values. */
  public String describe(Change change) {
    Set<String> hidden = LogEntries.hidden(mapping(change.key().type()));
    return change.values().stream()
        .map(value -> value.describe(hidden.contains(value.path())))
        .collect(Collectors.joining(", "));
  }

  /** Makes the entries of the provisioning log. */
  public LogEntries log() {
    return log;
  }

  /** Paths of the redacted values. */
  public Set<String> hidden(ObjectType type) {
    return LogEntries.hidden(mapping(type));
  }

  private Mapping mapping(ObjectType type) {
    return type == ObjectType.USER ? inForce.get().users() : inForce.get().groups();
  }

  /**
   * Logs, with ids only, what happened to the target object of an object that is deleted in Entra.
   */
  public void recordHandover(ObjectKey key, String reason) {
    state.log().add(log.skipped(key, new Decision.Nothing(reason, LogEntries.PASSED_ON)));
    cycles.reportDone(
        (key.type() == ObjectType.USER ? "User " : "Group ") + key.id() + ": " + reason);
  }

  // --- dead letters -------------------------------------------------------------------------

  /** Parks an object that cannot be written and for which no request was sent. */
  public void park(Candidate candidate, Decision.Refuse refuse, Completion completion) {
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
        completion,
        List.of(
            log.refused(
                candidate,
                new LogError(refuse.code(), null, LogError.NON_SERVICE, refuse.advice()),
                refuse.reason(),
                LogEntries.step(
                    "EntrySynchronization", "processing", "failure", refuse.reason()))));
  }

  /** Parks an object because a query to Zscaler failed. */
  public void park(
      Candidate candidate,
      ScimError error,
      ScimRequest request,
      RedactedValues redacted,
      Completion completion) {
    String reason = redacted.text(error.reason());
    String text = redacted.text(error.reasonInFull());
    park(
        candidate.key(),
        candidate.name(),
        "other",
        redacted.text(error.cause()),
        error.code(),
        reason,
        error.advice(),
        ParkedText.sent(request, List.of(redacted)),
        answered(error, redacted),
        error.isTransient(),
        completion,
        List.of(
            log.refused(
                candidate,
                LogEntries.logged(error),
                text,
                LogEntries.step("EntryMatching", "matching", "failure", text))));
  }

  /** Marks parked objects pending that did not cause their failure. */
  public void retry(List<ObjectKey> keys) {
    keys.forEach(state.parked()::retry);
  }

  private static @Nullable String answered(ScimError error, RedactedValues redacted) {
    String answer = error.answer();
    return answer == null ? null : redacted.text(answer);
  }

  /**
   * Parks a change that Zscaler refused completely or in part, after its outcome is recorded.
   *
   * @param parts the refused parts, at least one
   * @param completion how the object is completed; null if a later cycle carries out the rest of
   *     the change
   */
  public void park(Write write, List<RefusedParts.Part> parts, @Nullable Completion completion) {
    Change change = write.knownChange();
    ParkedText text = new ParkedText(parts, mapping(change.key().type()));
    ParkedObject parked =
        parkedObject(
            change.key(),
            change.name(),
            change.action().word(),
            text.cause(),
            text.code(),
            text.reason(),
            text.advice(),
            text.request(),
            text.answer(),
            text.isTransient());
    write.add(
        new Outcome.Parked(
            parked, completion, parts.stream().map(RefusedParts.Part::entry).toList()),
        () -> report(parked));
  }

  /**
   * Parks a change whose outcome could not be recorded. If it was carried out, its intent makes the
   * next attempt search for it first.
   *
   * @param refuse why
   */
  public void parkUnrecorded(Write write, Decision.Refuse refuse, Completion completion) {
    ScimError error =
        new ScimError(
            ScimError.Kind.INVALID,
            0,
            refuse.code(),
            refuse.reason(),
            refuse.advice().replaceFirst("\\.$", ""),
            null,
            null,
            null,
            refuse.code() + ": " + refuse.advice());
    park(
        write,
        List.of(
            new RefusedParts.Part(
                "",
                write.knownChange(),
                new ZscalerRefusedException(error),
                error,
                null,
                0,
                log.failed(write, write.knownChange(), error))),
        completion);
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
      @Nullable Completion completion,
      List<LogEntry> entries) {
    ParkedObject parked =
        parkedObject(key, name, action, cause, code, reason, advice, request, answer, soon);
    state.outcomes().record(List.of(new Outcome.Parked(parked, completion, entries)));
    report(parked);
  }

  private ParkedObject parkedObject(
      ObjectKey key,
      String name,
      String action,
      String cause,
      String code,
      String reason,
      String advice,
      @Nullable String request,
      @Nullable String answer,
      boolean soon) {
    Instant now = clock.instant();
    Optional<ParkedObject> before = state.parked().find(key);
    Instant first = before.map(ParkedObject::firstFailed).orElse(now);
    int attempts = before.map(ParkedObject::attempts).orElse(0) + 1;
    return new ParkedObject(
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
        soon && attempts == 1 ? now : BackOff.next(first, now),
        cycles.current().name(),
        false);
  }

  private void report(ParkedObject parked) {
    cycles.current().count(Counter.FAILED, 1);
    cycles.reportDone(parked.name() + ": failed and parked. " + parked.explanation());
  }
}
