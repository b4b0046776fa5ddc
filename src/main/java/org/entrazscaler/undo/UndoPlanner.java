package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.RestoredValue;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.planning.RestoredObject;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.settings.ProvisioningSettings.DeprovisionGroups;
import org.entrazscaler.undo.UndoPlan.LeftOut;
import org.jspecify.annotations.Nullable;

/** Decides how what a cycle did to an object is taken back. Immutable. */
public final class UndoPlanner {

  private static final String ACTIVE = "active";

  private final Planner planner;
  private final Product product;
  private final DeprovisionGroups groups;

  /**
   * A planner of what goes back.
   *
   * @param planner knows what is never touched, and compares values
   * @param product the target
   * @param groups what leaving the scope does to a group
   */
  public UndoPlanner(Planner planner, Product product, DeprovisionGroups groups) {
    this.planner = planner;
    this.product = product;
    this.groups = groups;
  }

  /** One question: what is collected while it is answered. */
  private static final class Answer {
    private final UndoSubject subject;
    private final List<RestoredValue> values = new ArrayList<>();
    private final List<RestoredMembership> members = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private Answer(UndoSubject subject) {
      this.subject = subject;
    }

    private CycleWrites done() {
      return subject.done();
    }

    private void leaveOut(@Nullable String what, String reason) {
      leftOut.add(new LeftOut(done().key(), done().name(), what, reason));
    }

    private UndoPlan without(String reason) {
      leaveOut(null, reason);
      return with(null);
    }

    private UndoPlan with(@Nullable Change change) {
      return new UndoPlan(change, values, members, leftOut);
    }

    private void hold(String path, @Nullable JsonNode wish, @Nullable JsonNode restored) {
      values.add(new RestoredValue(done().key(), path, wish, restored, subject.cycle()));
    }

    private void member(String group, String member, boolean wanted) {
      members.add(new RestoredMembership(group, member, wanted, subject.cycle()));
    }
  }

  /**
   * Decides.
   *
   * @param subject what was done, and how things are now
   * @return what is written, held and left out
   */
  public UndoPlan plan(UndoSubject subject) {
    Answer answer = new Answer(subject);
    CycleWrites done = subject.done();
    if (done.forgotten()) {
      return answer.without(
          "the person was deleted for good in Entra, and the values are no longer kept");
    }
    if (subject.pending()) {
      return answer.without("the next cycle has something to write for it; undo it after that");
    }
    if (done.created()) {
      return done.deleted() ? answer.with(null) : undoCreation(answer);
    }
    return done.deleted() ? undoDeletion(answer) : undoChanges(answer);
  }

  // --- what was made ------------------------------------------------------------------------

  private UndoPlan undoCreation(Answer answer) {
    Link link = answer.subject.link();
    if (link == null || link.targetId() == null) {
      return answer.without("it is no longer in Zscaler");
    }
    boolean user = answer.done().key().type() == ObjectType.USER;
    boolean deletes = user ? product.inactiveMeansDeleted() : groups == DeprovisionGroups.DELETE;
    if (deletes) {
      RestoredObject.SourceStatus standing = answer.subject.standing();
      if (standing != null) {
        answer.values.add(RestoredObject.keepAbsent(standing, answer.subject.cycle()));
      }
      return checked(
          answer, change(answer, Action.DELETE, link, List.of(), "it was made, and is deleted"));
    }
    if (user) {
      return link.disabled() ? answer.with(null) : disabled(answer, link);
    }
    answer
        .subject
        .present()
        .get()
        .forEach(member -> answer.member(answer.done().key().id(), member, false));
    return answer.members.isEmpty()
        ? answer.with(null)
        : checked(
            answer,
            change(
                answer, Action.UPDATE, link, List.of(), "it was made; its members of ours leave"));
  }

  private UndoPlan disabled(Answer answer, Link link) {
    JsonNode active = link.written().get(ACTIVE);
    answer.hold(ACTIVE, active, BooleanNode.FALSE);
    return checked(
        answer,
        change(
            answer,
            Action.DISABLE,
            link,
            List.of(new ValueChange(ACTIVE, active, BooleanNode.FALSE)),
            "it was made, and is disabled"));
  }

  // --- what was deleted ---------------------------------------------------------------------

  private UndoPlan undoDeletion(Answer answer) {
    CycleWrites done = answer.done();
    if (answer.subject.link() != null) {
      return answer.without("it is in Zscaler again");
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    done.values()
        .forEach(
            (path, value) -> {
              if (value.redacted()) {
                answer.leaveOut(path, "its value is redacted, and so in no log");
              } else if (value.before() != null) {
                values.set(path, value.before());
              }
            });
    boolean user = done.key().type() == ObjectType.USER;
    if (!values.hasNonNull(user ? "userName" : "displayName")) {
      return answer.without("what it was called is not in the log");
    }
    RestoredObject.SourceStatus standing = answer.subject.standing();
    if (standing != null) {
      answer.values.add(RestoredObject.keepPresent(standing, values, answer.subject.cycle()));
    }
    done.groups().forEach(group -> answer.member(group, done.key().id(), true));
    members(answer);
    Change bare =
        new Change(
            done.key(),
            done.name(),
            Action.CREATE,
            reason(
                answer,
                "it was deleted, and is made anew: with another id, and its memberships are written"
                    + " again"),
            answer.subject.inScope(),
            answer.subject.inScope(),
            false,
            0,
            null,
            Origin.CREATED,
            JsonNodeFactory.instance.objectNode(),
            List.of());
    return checked(answer, RestoredObject.creation(bare, values));
  }

  // --- what was changed ---------------------------------------------------------------------

  private UndoPlan undoChanges(Answer answer) {
    Link link = answer.subject.link();
    if (link == null || link.targetId() == null) {
      return answer.without("it is no longer in Zscaler");
    }
    List<ValueChange> changes = new ArrayList<>();
    answer
        .done()
        .values()
        .forEach((path, value) -> restoreValue(answer, link, path, value, changes));
    members(answer);
    if (changes.isEmpty() && answer.members.isEmpty()) {
      return answer.with(null);
    }
    Change change = change(answer, Action.UPDATE, link, changes, "it was changed");
    boolean disables = change.disabled() && !link.disabled();
    return checked(
        answer,
        disables ? change(answer, Action.DISABLE, link, changes, "it was enabled") : change);
  }

  private void restoreValue(
      Answer answer, Link link, String path, CycleWrites.Values value, List<ValueChange> changes) {
    if (value.redacted()) {
      answer.leaveOut(path, "its value is redacted, and so in no log");
      return;
    }
    if (Objects.equals(value.before(), value.after())) {
      return;
    }
    String later = later(answer, path);
    JsonNode known = link.written().get(path);
    ScimPath place = ScimPath.parse(path);
    if (later == null && planner.isSameSpelling(place, known, value.before())) {
      return;
    }
    ObjectNode resource = answer.subject.resource();
    JsonNode present = resource == null ? known : place.read(resource);
    boolean ours = planner.isSameValue(place, present, value.after());
    boolean before = planner.isSameValue(place, present, value.before());
    if (later != null) {
      answer.leaveOut(path, "it was changed again by cycle " + later);
    } else if (!ours && !before) {
      answer.leaveOut(
          path,
          "it was changed in Zscaler since, to "
              + (present == null ? "nothing" : present.isTextual() ? present.asText() : present));
    } else {
      changes.add(new ValueChange(path, known, value.before()));
      answer.hold(path, value.after(), value.before());
    }
  }

  private static @Nullable String later(Answer answer, String path) {
    for (LogEntry entry : answer.subject.later()) {
      for (JsonNode property : entry.modified()) {
        if (property.path("displayName").asText().equals(path)) {
          return entry.cycleId();
        }
      }
    }
    return null;
  }

  private static void members(Answer answer) {
    CycleWrites done = answer.done();
    List<String> present = done.members().isEmpty() ? List.of() : answer.subject.present().get();
    java.util.Set<String> there = java.util.Set.copyOf(present);
    for (Map.Entry<String, Boolean> member : done.members().entrySet()) {
      String user = member.getKey();
      boolean joined = member.getValue();
      if (there.contains(user) != joined || joined && answer.subject.rejoined().test(user)) {
        continue;
      }
      String later = laterMember(answer, user);
      if (later != null) {
        answer.leaveOut(
            answer.subject.names().apply(ObjectKey.user(user)),
            "the membership was changed again by cycle " + later);
      } else {
        answer.member(done.key().id(), user, !joined);
      }
    }
    done.unknownMembers()
        .forEach(id -> answer.leaveOut("member " + id, "who that was is not in the log"));
  }

  private static @Nullable String laterMember(Answer answer, String user) {
    for (LogEntry entry : answer.subject.later()) {
      for (JsonNode property : entry.modified()) {
        if (property.path("displayName").asText().equals("members")
            && property.path("sourceId").asText().equals(user)) {
          return entry.cycleId();
        }
      }
    }
    return null;
  }

  // ------------------------------------------------------------------------------------------

  /** What may not be written is left out, with all that goes with it. */
  private UndoPlan checked(Answer answer, Change change) {
    Decision decision = planner.checkUndo(change);
    if (decision instanceof Decision.Write write) {
      return answer.with(possible(answer, change, write.change()));
    }
    answer.values.clear();
    answer.members.clear();
    return answer.without(objection(decision));
  }

  /** One value that may not be written leaves the others alone. */
  private static Change possible(Answer answer, Change change, Change written) {
    if (!written.refused().isEmpty() || written.values().size() < change.values().size()) {
      String reason =
          written.refused().isEmpty()
              ? "zscaler.never-touch covers the name"
              : Decision.Refuse.together(written.refused()).reason();
      List<String> paths = written.values().stream().map(ValueChange::path).toList();
      change.values().stream()
          .map(ValueChange::path)
          .filter(path -> !paths.contains(path))
          .forEach(
              path -> {
                answer.leaveOut(path, reason);
                answer.values.removeIf(held -> held.path().equals(path));
              });
    }
    return written.withRefused(List.of());
  }

  /**
   * Why memberships of a group are not taken back, although an account that is made anew was in it.
   *
   * @param change of the group's members alone
   * @return in words, such as that the group is never touched; null for no reason
   */
  public @Nullable String objection(Change change) {
    Decision decision = planner.checkUndo(change);
    return decision instanceof Decision.Write ? null : objection(decision);
  }

  private static String objection(Decision decision) {
    return decision instanceof Decision.Nothing nothing
        ? nothing.reason()
        : decision instanceof Decision.Refuse refuse ? refuse.reason() : "";
  }

  private static String reason(Answer answer, String what) {
    return "Undoes cycle " + answer.subject.undone() + ": " + what;
  }

  private static Change change(
      Answer answer, Action action, Link link, List<ValueChange> values, String what) {
    return new Change(
            answer.done().key(),
            answer.done().name(),
            action,
            reason(answer, what),
            answer.subject.inScope(),
            link.memberEligible(),
            link.disabled(),
            0,
            link.targetId(),
            link.origin(),
            link.written(),
            values)
        .withDisabled();
  }
}
