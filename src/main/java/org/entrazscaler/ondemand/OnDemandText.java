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
import org.entrazscaler.write.MemberNames;
import org.jspecify.annotations.Nullable;

/** The text of provisioning on demand: Entra's four steps, each with its values. */
public final class OnDemandText {

  private final State state;

  public OnDemandText(State state) {
    this.state = state;
  }

  /** No object or several objects have the name. */
  List<String> notUnique(String name, List<ObjectKey> keys, Map<ObjectKey, DirectoryChange> found) {
    List<String> lines = new ArrayList<>();
    if (keys.isEmpty()) {
      lines.add(
          clean(
              "No user and no group of Microsoft Entra ID has the object id, userPrincipalName or"
                  + " displayName "
                  + name
                  + "."));
      return lines;
    }
    lines.add(
        clean(
            keys.size()
                + " objects have the name "
                + name
                + "; give the object id of one of them:"));
    for (ObjectKey key : keys) {
      DirectoryChange read = found.get(key);
      JsonNode properties =
          read == null ? state.source().find(key).orElseThrow().properties() : read.properties();
      lines.add(
          clean(
              "  "
                  + key.id()
                  + "  "
                  + key.type().word()
                  + "  "
                  + properties.path("displayName").asText("")
                  + "  "
                  + properties.path("userPrincipalName").asText("")));
    }
    return lines;
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
        clean("1 Import  failure: " + reason) + "\n");
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
    List<String> lines = new ArrayList<>();
    if (candidate == null) {
      lines.add(
          "1 Import  skipped: too few of its properties can be read now; the next cycle tries"
              + " again");
    } else {
      addImport(lines, request, candidate);
      addScope(lines, candidate);
      addMatch(lines, request, mapped);
    }
    addAction(lines, request, decision, entries, parked, work);
    List<String> shown = lines.stream().map(redacted::text).map(OnDemandText::clean).toList();
    Cycle.Stop stop = work.stopped();
    Outcome outcome =
        stop != null && stop.cause() == Cycle.StopCause.CONNECTION
            ? Outcome.CONNECTION
            : parked != null || stop != null || decision instanceof Decision.Later
                ? Outcome.FAILED
                : Outcome.DONE;
    return new OnDemandResult(outcome, String.join("\n", shown) + "\n");
  }

  private static void addImport(List<String> lines, OnDemandRequest request, Candidate candidate) {
    boolean read = request.isRead();
    lines.add(
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
        .forEach(
            property -> lines.add("    " + property.getKey() + ": " + shown(property.getValue())));
  }

  private void addScope(List<String> lines, Candidate candidate) {
    lines.add("2 Scope   " + (candidate.inScope() ? "success: in scope" : "skipped: not in scope"));
    boolean present = candidate.stored().presence() == Presence.PRESENT;
    JsonNode enabled = candidate.stored().properties().path("accountEnabled");
    lines.add(
        "    Active in Entra: "
            + (!present
                ? "no, deleted"
                : enabled.isBoolean() && !enabled.asBoolean() ? "no, sign-in is blocked" : "yes"));
    lines.add("    Assigned: " + assigned(candidate));
    Decision.Refuse unclear = candidate.unclear();
    lines.add(
        "    Scoping filter: "
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

  private static void addMatch(List<String> lines, OnDemandRequest request, MappedObject mapped) {
    Link link = request.linkBefore();
    if (link != null) {
      lines.add("3 Match   success: known, id " + link.knownTargetId());
      return;
    }
    List<ObjectNode> found = request.match();
    if (found == null) {
      lines.add("3 Match   skipped: Zscaler was not asked");
      return;
    }
    lines.add(
        "3 Match   success: "
            + (found.isEmpty() ? "not in Zscaler yet" : found.size() + " found in Zscaler"));
    for (MappedValue value : mapped.matching()) {
      lines.add("    asked: " + value.row().target() + " eq \"" + value.value() + "\"");
    }
    for (ObjectNode resource : found) {
      lines.add(
          "    found: id "
              + resource.path("id").asText()
              + ", "
              + resource.path("userName").asText(resource.path("displayName").asText()));
    }
  }

  private void addAction(
      List<String> lines,
      OnDemandRequest request,
      @Nullable Decision decision,
      List<LogEntry> entries,
      @Nullable ParkedObject parked,
      Cycle work) {
    boolean wrote = entries.stream().anyMatch(entry -> entry.status().equals(LogEntry.SUCCESS));
    Cycle.Stop stop = work.stopped();
    if (parked != null) {
      lines.add("4 Action  failure: " + parked.code() + ": " + parked.explanation());
      lines.add("    " + parked.advice());
      if (wrote) {
        lines.add("    The rest was carried out: " + actions(entries));
      }
    } else if (stop != null) {
      lines.add("4 Action  failure: " + stop.reason());
    } else if (wrote) {
      lines.add("4 Action  success: " + actions(entries));
    } else if (decision instanceof Decision.Later) {
      lines.add(
          "4 Action  waits: the matching object in Zscaler belongs to another object, which must be"
              + " written first and may release it. The next cycle tries again.");
    } else if (decision instanceof Decision.Nothing nothing) {
      lines.add("4 Action  skipped: RedundantExport. " + nothing.reason());
    } else {
      lines.add("4 Action  skipped: RedundantExport. Nothing is left to write.");
    }
    for (LogEntry entry : entries) {
      boolean failed = entry.status().equals(LogEntry.FAILURE);
      for (JsonNode property : entry.modified()) {
        // Memberships that are written again are not a change.
        if (!property.path("displayName").asText().equals("groups")
            || entry.action().equals("delete")) {
          lines.add("    " + (failed ? "not written: " : "") + modified(property));
        }
      }
    }
    if (wrote && request.heldBefore()) {
      lines.add(
          "    A safeguard holds removals; this was carried out because it was requested by name.");
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

  /** Names come from the tenant and must not control the terminal. */
  private static String clean(String line) {
    return line.replaceAll("\\p{Cntrl}", "?");
  }
}
