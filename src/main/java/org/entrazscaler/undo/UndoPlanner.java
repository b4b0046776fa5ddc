package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

/** Decides how the writes of a cycle to an object are undone. Immutable. */
final class UndoPlanner {

  private static final String ACTIVE = "active";

  private final Planner planner;
  private final Product product;
  private final DeprovisionGroups groups;

  /**
   * Creates a planner.
   *
   * @param planner knows what is excluded, and compares values
   * @param product the product
   * @param groups what leaving the scope does to a group
   */
  UndoPlanner(Planner planner, Product product, DeprovisionGroups groups) {
    this.planner = planner;
    this.product = product;
    this.groups = groups;
  }

  /** The plan for one object, while it is being made. */
  private static final class Draft {
    private final UndoSubject subject;
    private final List<RestoredValue> values = new ArrayList<>();
    private final List<RestoredMembership> members = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private Draft(UndoSubject subject) {
      this.subject = subject;
    }

    private CycleWrites done() {
      return subject.done();
    }

    private void leaveOut(@Nullable String what, String reason) {
      leftOut.add(new LeftOut(done().key(), done().name(), what, reason));
    }

    private UndoPlan leaveOutAll(String reason) {
      leaveOut(null, reason);
      return with(null);
    }

    private UndoPlan with(@Nullable Change change) {
      return new UndoPlan(change, values, members, leftOut);
    }

    private void restore(String path, @Nullable JsonNode mapped, @Nullable JsonNode restored) {
      values.add(new RestoredValue(done().key(), path, mapped, restored, subject.cycle()));
    }

    private void restoreMember(String group, String member, boolean wanted) {
      members.add(new RestoredMembership(group, member, wanted, subject.cycle()));
    }
  }

  /**
   * Plans the undo of one object.
   *
   * @param subject what was written, and the current state
   * @return what is written, kept and left out
   */
  public UndoPlan plan(UndoSubject subject) {
    Draft draft = new Draft(subject);
    CycleWrites done = subject.done();
    if (done.forgotten()) {
      return draft.leaveOutAll(
          "the user was permanently deleted in Entra, and the values are no longer stored");
    }
    if (subject.pending()) {
      return draft.leaveOutAll("the next cycle has something to write for it; undo it afterwards");
    }
    if (done.created()) {
      return done.deleted() ? draft.with(null) : undoCreation(draft);
    }
    return done.deleted() ? undoDeletion(draft) : undoChanges(draft);
  }

  // --- creations ----------------------------------------------------------------------------

  private UndoPlan undoCreation(Draft draft) {
    Link link = draft.subject.link();
    if (link == null || link.targetId() == null) {
      return draft.leaveOutAll("it is no longer in Zscaler");
    }
    boolean user = draft.done().key().type() == ObjectType.USER;
    boolean deletes = user ? product.inactiveMeansDeleted() : groups == DeprovisionGroups.DELETE;
    if (deletes) {
      RestoredObject.SourceStatus standing = draft.subject.standing();
      if (standing != null) {
        draft.values.add(RestoredObject.keepAbsent(standing, draft.subject.cycle()));
      }
      return ifAllowed(
          draft, change(draft, Action.DELETE, link, List.of(), "it was created, and is deleted"));
    }
    if (user) {
      return link.disabled() ? draft.with(null) : disable(draft, link);
    }
    draft
        .subject
        .present()
        .get()
        .forEach(member -> draft.restoreMember(draft.done().key().id(), member, false));
    return draft.members.isEmpty()
        ? draft.with(null)
        : ifAllowed(
            draft,
            change(
                draft,
                Action.UPDATE,
                link,
                List.of(),
                "it was created; its managed members leave"));
  }

  private UndoPlan disable(Draft draft, Link link) {
    JsonNode active = link.written().get(ACTIVE);
    draft.restore(ACTIVE, active, BooleanNode.FALSE);
    return ifAllowed(
        draft,
        change(
            draft,
            Action.DISABLE,
            link,
            List.of(new ValueChange(ACTIVE, active, BooleanNode.FALSE)),
            "it was created, and is disabled"));
  }

  // --- deletions ----------------------------------------------------------------------------

  private UndoPlan undoDeletion(Draft draft) {
    CycleWrites done = draft.done();
    if (draft.subject.link() != null) {
      return draft.leaveOutAll("it is in Zscaler again");
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    done.values()
        .forEach(
            (path, value) -> {
              if (value.redacted()) {
                draft.leaveOut(path, "its value is redacted and not in the log");
              } else if (value.before() != null) {
                values.set(path, value.before());
              }
            });
    boolean user = done.key().type() == ObjectType.USER;
    if (!values.hasNonNull(user ? "userName" : "displayName")) {
      return draft.leaveOutAll("its name is not in the log");
    }
    RestoredObject.SourceStatus standing = draft.subject.standing();
    if (standing != null) {
      draft.values.add(RestoredObject.keepPresent(standing, values, draft.subject.cycle()));
    }
    done.groups().forEach(group -> draft.restoreMember(group, done.key().id(), true));
    restoreMembers(draft);
    Change bare =
        new Change(
            done.key(),
            done.name(),
            Action.CREATE,
            reason(
                draft,
                "it was deleted, and is created again: with another id, and its memberships are"
                    + " written again"),
            draft.subject.inScope(),
            draft.subject.inScope(),
            false,
            0,
            null,
            Origin.CREATED,
            JsonNodeFactory.instance.objectNode(),
            List.of());
    return ifAllowed(draft, RestoredObject.creation(bare, values));
  }

  // --- changes ------------------------------------------------------------------------------

  private UndoPlan undoChanges(Draft draft) {
    Link link = draft.subject.link();
    if (link == null || link.targetId() == null) {
      return draft.leaveOutAll("it is no longer in Zscaler");
    }
    List<ValueChange> changes = new ArrayList<>();
    draft.done().values().forEach((path, value) -> restoreValue(draft, link, path, value, changes));
    restoreMembers(draft);
    if (changes.isEmpty() && draft.members.isEmpty()) {
      return draft.with(null);
    }
    Change change = change(draft, Action.UPDATE, link, changes, "it was changed");
    boolean disables = change.disabled() && !link.disabled();
    return ifAllowed(
        draft, disables ? change(draft, Action.DISABLE, link, changes, "it was enabled") : change);
  }

  private void restoreValue(
      Draft draft, Link link, String path, CycleWrites.Values value, List<ValueChange> changes) {
    if (value.redacted()) {
      draft.leaveOut(path, "its value is redacted and not in the log");
      return;
    }
    if (Objects.equals(value.before(), value.after())) {
      return;
    }
    String laterCycle = laterCycle(draft, path);
    JsonNode known = link.written().get(path);
    ScimPath place = ScimPath.parse(path);
    if (laterCycle == null && planner.isSameSpelling(place, known, value.before())) {
      return;
    }
    ObjectNode resource = draft.subject.resource();
    JsonNode currentValue = resource == null ? known : place.read(resource);
    boolean isWritten = planner.isSameValue(place, currentValue, value.after());
    boolean isRestored = planner.isSameValue(place, currentValue, value.before());
    if (laterCycle != null) {
      draft.leaveOut(path, "it was changed again by cycle " + laterCycle);
    } else if (!isWritten && !isRestored) {
      draft.leaveOut(
          path,
          "it has since been changed in Zscaler, to "
              + (currentValue == null
                  ? "nothing"
                  : currentValue.isTextual() ? currentValue.asText() : currentValue));
    } else {
      changes.add(new ValueChange(path, known, value.before()));
      draft.restore(path, value.after(), value.before());
    }
  }

  private static @Nullable String laterCycle(Draft draft, String path) {
    for (LogEntry entry : draft.subject.later()) {
      for (JsonNode property : entry.modified()) {
        if (property.path("displayName").asText().equals(path)) {
          return entry.cycleId();
        }
      }
    }
    return null;
  }

  private static void restoreMembers(Draft draft) {
    CycleWrites done = draft.done();
    List<String> current = done.members().isEmpty() ? List.of() : draft.subject.present().get();
    Set<String> present = Set.copyOf(current);
    for (Map.Entry<String, Boolean> member : done.members().entrySet()) {
      String user = member.getKey();
      boolean joined = member.getValue();
      if (present.contains(user) != joined || joined && draft.subject.rejoined().test(user)) {
        continue;
      }
      String laterCycle = laterMembershipCycle(draft, user);
      if (laterCycle != null) {
        draft.leaveOut(
            draft.subject.names().apply(ObjectKey.user(user)),
            "the membership was changed again by cycle " + laterCycle);
      } else {
        draft.restoreMember(done.key().id(), user, !joined);
      }
    }
    done.unknownMembers()
        .forEach(id -> draft.leaveOut("member " + id, "the log does not say who that was"));
  }

  private static @Nullable String laterMembershipCycle(Draft draft, String user) {
    for (LogEntry entry : draft.subject.later()) {
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

  /** Leaves out a change that must not be written, with its restored values. */
  private UndoPlan ifAllowed(Draft draft, Change change) {
    Decision decision = planner.checkUndo(change);
    if (decision instanceof Decision.Write write) {
      return draft.with(withoutRefused(draft, change, write.change()));
    }
    draft.values.clear();
    draft.members.clear();
    return draft.leaveOutAll(objection(decision));
  }

  /** Leaves out values that must not be written; the other values go on. */
  private static Change withoutRefused(Draft draft, Change change, Change written) {
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
                draft.leaveOut(path, reason);
                draft.values.removeIf(held -> held.path().equals(path));
              });
    }
    return written.withRefused(List.of());
  }

  /**
   * Why memberships of a group cannot be restored, although an account that is created again was in
   * it.
   *
   * @param change change of the group's members only
   * @return the reason, for example that the group is excluded; null if they can be restored
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

  private static String reason(Draft draft, String what) {
    return "Undoes cycle " + draft.subject.undone() + ": " + what;
  }

  private static Change change(
      Draft draft, Action action, Link link, List<ValueChange> values, String what) {
    return new Change(
            draft.done().key(),
            draft.done().name(),
            action,
            reason(draft, what),
            draft.subject.inScope(),
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
