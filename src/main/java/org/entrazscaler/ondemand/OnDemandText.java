package org.entrazscaler.ondemand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.entra.EntraException;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogQuery;
import org.entrazscaler.link.Link;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.MappedValue;
import org.entrazscaler.ondemand.OnDemandResult.Outcome;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.signin.SignInException;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredAssignment;
import org.entrazscaler.store.State;
import org.entrazscaler.target.Subject;
import org.entrazscaler.text.Report;
import org.entrazscaler.write.MemberNames;
import org.jspecify.annotations.Nullable;

/** The text of provisioning on demand: Entra's four steps, each with its values. */
final class OnDemandText {

  private final State state;

  OnDemandText(State state) {
    this.state = state;
  }

  /** No object or several objects have the name. */
  String notUnique(String name, List<ObjectKey> keys, Map<ObjectKey, DirectoryChange> found) {
    Report report = new Report(Report::printable);
    if (keys.isEmpty()) {
      return report
          .line(
              "No user and no group of Microsoft Entra ID has the object id, userPrincipalName or"
                  + " displayName "
                  + name
                  + ".")
          .toString();
    }
    report.line(
        keys.size() + " objects have the name " + name + "; give the object id of one of them:");
    for (ObjectKey key : keys) {
      DirectoryChange read = found.get(key);
      JsonNode properties =
          read == null ? state.source().find(key).orElseThrow().properties() : read.properties();
      report.line(
          1,
          String.join(
              "  ",
              key.id(),
              key.type().word(),
              properties.path("displayName").asText(""),
              properties.path("userPrincipalName").asText("")));
    }
    return report.toString();
  }

  /** The command failed. */
  OnDemandResult failed(Exception exception) {
    boolean connection =
        exception instanceof EntraException
            || exception instanceof SignInException
            || exception instanceof IOException;
    String reason = exception.getMessage() == null ? exception.toString() : exception.getMessage();
    return new OnDemandResult(
        connection ? Outcome.CONNECTION : Outcome.FAILED,
        new Report(Report::printable).line("1 Import  failure: " + reason).toString());
  }

  /** All four steps. */
  OnDemandResult result(OnDemandRequest request, @Nullable Subject subject, Cycle work) {
    ObjectKey key = request.knownKey();
    Candidate candidate = subject == null ? null : subject.candidateIfAny();
    MappedObject mapped = subject == null ? MappedObject.EMPTY : subject.mapped();
    Decision decision = subject == null ? null : subject.decision();
    RedactedValues redacted = RedactedValues.of(mapped);
    List<LogEntry> entries = new ArrayList<>();
    state
        .log()
        .read(
            new LogQuery(work.began(), null, key.id(), Cycle.ON_DEMAND),
            entry -> {
              if (entry.key().equals(key)) {
                entries.add(entry);
              }
            });
    ParkedObject parked = state.parked().find(key).orElse(null);
    Report report = new Report(line -> Report.printable(redacted.text(line)));
    if (candidate == null) {
      report.line(
          "1 Import  skipped: too few of its properties can be read now; the next cycle tries"
              + " again");
    } else {
      addImport(report, request, candidate);
      addScope(report, candidate);
      addMatch(report, request, mapped);
    }
    addAction(report, request, decision, entries, parked, work);
    Cycle.Stop stop = work.stopped();
    Outcome outcome =
        stop != null && stop.cause() == Cycle.StopCause.CONNECTION
            ? Outcome.CONNECTION
            : parked != null || stop != null || decision instanceof Decision.Later
                ? Outcome.FAILED
                : Outcome.DONE;
    return new OnDemandResult(outcome, report.toString());
  }

  private static void addImport(Report report, OnDemandRequest request, Candidate candidate) {
    boolean read = request.isRead();
    report.line(
        "1 Import  success: "
            + candidate.key().type().word()
            + " "
            + candidate.name()
            + " ("
            + candidate.key().id()
            + "), "
            + (read ? "read now" : "as last read; Graph no longer returns it"));
    candidate
        .stored()
        .properties()
        .properties()
        .forEach(property -> report.line(2, property.getKey() + ": " + shown(property.getValue())));
  }

  private void addScope(Report report, Candidate candidate) {
    report.line(
        "2 Scope   " + (candidate.inScope() ? "success: in scope" : "skipped: not in scope"));
    boolean present = candidate.stored().presence() == Presence.PRESENT;
    JsonNode enabled = candidate.stored().properties().path("accountEnabled");
    report.line(
        2,
        "Active in Entra: "
            + (!present
                ? "no, deleted"
                : enabled.isBoolean() && !enabled.asBoolean() ? "no, sign-in is blocked" : "yes"));
    report.line(2, "Assigned: " + assigned(candidate));
    Decision.Refuse unclear = candidate.unclear();
    report.line(
        2,
        "Scoping filter: "
            + (candidate.passesFilter() ? "passed" : "not passed")
            + (unclear == null ? "" : ", as before; " + unclear.reason()));
  }

  private String assigned(Candidate candidate) {
    String id = candidate.key().id();
    List<String> how = new ArrayList<>();
    for (StoredAssignment assignment : state.entitlement().assignments()) {
      if (assignment.principalId().equals(id)) {
        how.add(
            assignment.entitles()
                ? "directly, role " + assignment.roleId()
                : "directly, but only with Default Access, which does not count");
      }
    }
    if (candidate.key().type() == ObjectType.USER) {
      for (String group : state.entitlement().assignedThrough(id)) {
        how.add("through group " + name(ObjectKey.group(group)));
      }
    }
    if (how.isEmpty()) {
      return candidate.entitled() ? "every user and group is (provisioning.scope)" : "no";
    }
    return String.join("; ", how);
  }

  private String name(ObjectKey key) {
    return state
        .source()
        .find(key)
        .map(object -> object.properties().path("displayName").asText(key.id()))
        .orElse(key.id());
  }

  private static void addMatch(Report report, OnDemandRequest request, MappedObject mapped) {
    Link link = request.linkBefore();
    if (link != null) {
      report.line("3 Match   success: known, id " + link.knownTargetId());
      return;
    }
    List<ObjectNode> found = request.match();
    if (found == null) {
      report.line("3 Match   skipped: Zscaler was not asked");
      return;
    }
    report.line(
        "3 Match   success: "
            + (found.isEmpty() ? "not in Zscaler yet" : found.size() + " found in Zscaler"));
    for (MappedValue value : mapped.matching()) {
      report.line(2, "asked: " + value.row().target() + " eq \"" + value.value() + "\"");
    }
    for (ObjectNode resource : found) {
      report.line(
          2,
          "found: id "
              + resource.path("id").asText()
              + ", "
              + resource.path("userName").asText(resource.path("displayName").asText()));
    }
  }

  private void addAction(
      Report report,
      OnDemandRequest request,
      @Nullable Decision decision,
      List<LogEntry> entries,
      @Nullable ParkedObject parked,
      Cycle work) {
    boolean wrote = entries.stream().anyMatch(entry -> entry.status().equals(LogEntry.SUCCESS));
    Cycle.Stop stop = work.stopped();
    if (parked != null) {
      report.line("4 Action  failure: " + parked.code() + ": " + parked.explanation());
      report.line(2, parked.advice());
      if (wrote) {
        report.line(2, "The rest was carried out: " + actions(entries));
      }
    } else if (stop != null) {
      report.line("4 Action  failure: " + stop.reason());
    } else if (wrote) {
      report.line("4 Action  success: " + actions(entries));
    } else if (decision instanceof Decision.Later) {
      report.line(
          "4 Action  waits: the matching object in Zscaler belongs to another object, which must be"
              + " written first and may release it. The next cycle tries again.");
    } else if (decision instanceof Decision.Nothing nothing) {
      report.line("4 Action  skipped: RedundantExport. " + nothing.reason());
    } else {
      report.line("4 Action  skipped: RedundantExport. Nothing is left to write.");
    }
    for (LogEntry entry : entries) {
      boolean failed = entry.status().equals(LogEntry.FAILURE);
      for (JsonNode property : entry.modified()) {
        // Memberships that are written again are not a change.
        if (!property.path("displayName").asText().equals("groups")
            || entry.action().equals("delete")) {
          report.line(2, (failed ? "not written: " : "") + modified(property));
        }
      }
    }
    if (wrote && request.heldBefore()) {
      report.line(
          2, "A safeguard holds removals; this was carried out because it was requested by name.");
    }
  }

  private static String actions(List<LogEntry> entries) {
    return String.join(
        ", ",
        entries.stream()
            .filter(entry -> entry.status().equals(LogEntry.SUCCESS))
            .map(entry -> entry.action().equals("other") ? "adopted" : entry.action())
            .distinct()
            .toList());
  }

  private String modified(JsonNode property) {
    String path = property.path("displayName").asText();
    JsonNode before = property.path("oldValue");
    JsonNode after = property.path("newValue");
    if (path.equals("members")) {
      boolean joins = !after.isNull() && !after.isMissingNode();
      return (joins ? "member joined: " : "member left: ")
          + MemberNames.resolve(state, (joins ? after : before).asText()).name();
    }
    return path + ": " + shown(before) + " -> " + shown(after);
  }

  private static String shown(JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? "(none)"
        : value.isValueNode() ? value.asText() : value.toString();
  }
}
