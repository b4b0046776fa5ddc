package org.entrazscaler.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.scim.ValueRemoval;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A planned change of one target object: data that can be stored, shown and carried out later. The
 * components are stored as JSON.
 *
 * @param key the source object
 * @param name the name shown in messages
 * @param reason why, as a phrase for people
 * @param inScope whether the source object is in scope
 * @param memberEligible whether the account may be a member of groups afterwards
 * @param disabled whether the account is disabled afterwards
 * @param changed the {@link StoredObject#changed} of the source object when it was planned
 * @param targetId SCIM {@code id}, or null before creation
 * @param origin whether the target object was created or adopted
 * @param known the values in the target before the change, by SCIM path
 * @param values the changed values, in the order of the mapping; for a creation every value that is
 *     sent
 * @param warnings notes for people
 * @param refused what cannot be written of the object; the object is parked with it after the rest
 *     is written
 * @param interim whether another change must follow: the object stays pending and is planned again
 *     in the next pass
 */
public record Change(
    ObjectKey key,
    String name,
    Action action,
    String reason,
    boolean inScope,
    boolean memberEligible,
    boolean disabled,
    long changed,
    @Nullable String targetId,
    Origin origin,
    ObjectNode known,
    List<ValueChange> values,
    List<Warning> warnings,
    List<Decision.Refuse> refused,
    boolean interim) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Checks the components. */
  public Change {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(action, "action");
    values = List.copyOf(values);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    refused = refused == null ? List.of() : List.copyOf(refused);
    if (action != Action.CREATE && targetId == null) {
      throw new IllegalArgumentException(action + " of " + key + " without a target object");
    }
  }

  /** A change that no other change must follow. */
  Change(
      ObjectKey key,
      String name,
      Action action,
      String reason,
      boolean inScope,
      boolean memberEligible,
      boolean disabled,
      long changed,
      @Nullable String targetId,
      Origin origin,
      ObjectNode known,
      List<ValueChange> values,
      List<Warning> warnings,
      List<Decision.Refuse> refused) {
    this(
        key,
        name,
        action,
        reason,
        inScope,
        memberEligible,
        disabled,
        changed,
        targetId,
        origin,
        known,
        values,
        warnings,
        refused,
        false);
  }

  /** A change without warnings and refusals. */
  public Change(
      ObjectKey key,
      String name,
      Action action,
      String reason,
      boolean inScope,
      boolean memberEligible,
      boolean disabled,
      long changed,
      @Nullable String targetId,
      Origin origin,
      ObjectNode known,
      List<ValueChange> values) {
    this(
        key,
        name,
        action,
        reason,
        inScope,
        memberEligible,
        disabled,
        changed,
        targetId,
        origin,
        known,
        values,
        List.of(),
        List.of());
  }

  public ResourceType resourceType() {
    return key.type() == ObjectType.USER ? ResourceType.USER : ResourceType.GROUP;
  }

  public boolean group() {
    return key.type() == ObjectType.GROUP;
  }

  /**
   * The SCIM {@code id} of an existing target object.
   *
   * @throws IllegalStateException before creation
   */
  public String knownTargetId() {
    if (targetId == null) {
      throw new IllegalStateException(key + " has no target object yet.");
    }
    return targetId;
  }

  /**
   * The values in the target after the change, by SCIM path.
   *
   * @return a new node
   */
  public ObjectNode written() {
    ObjectNode written = known.deepCopy();
    List<ScimPath> cleared = new ArrayList<>();
    for (ValueChange value : values) {
      JsonNode after = value.after();
      if (after == null) {
        written.remove(value.path());
        cleared.add(ScimPath.parse(value.path()));
      } else {
        written.set(value.path(), after);
      }
    }
    if (!cleared.isEmpty()) {
      // The values that select a removed element are removed with it.
      List<ScimPath> left = paths(written);
      left.stream()
          .filter(ScimPath::isFilterPart)
          .filter(path -> ValueRemoval.removesElement(path, left))
          .filter(path -> cleared.stream().anyMatch(path::sharesValue))
          .forEach(path -> written.remove(path.toString()));
    }
    return written;
  }

  /** The paths of {@link #written}. */
  public List<ScimPath> remainingPaths() {
    return paths(written());
  }

  private static List<ScimPath> paths(ObjectNode values) {
    return values.properties().stream().map(value -> ScimPath.parse(value.getKey())).toList();
  }

  /**
   * Whether the change removes access, so that the safeguards count and hold it. This includes an
   * update that makes the target replace the account, because the old account and its data are
   * deleted.
   */
  public boolean removesAccess() {
    return action.urgency() == Action.DISABLE.urgency() || replacesAccount();
  }

  /**
   * Whether the target deletes the account and creates a new one. Some products do this when {@code
   * userName} changes.
   */
  public boolean replacesAccount() {
    return action == Action.UPDATE
        && warnings.stream().anyMatch(warning -> warning.code().equals(Warning.ACCOUNT_REPLACED));
  }

  /**
   * The part of the change that does not replace the account.
   *
   * @return a copy without the name and its warning
   */
  public Change withoutAccountReplacement() {
    return withValues(
            values.stream().filter(value -> !value.path().equals(TargetRules.USER_NAME)).toList())
        .withWarnings(
            warnings.stream()
                .filter(warning -> !warning.code().equals(Warning.ACCOUNT_REPLACED))
                .toList());
  }

  /** The part of the change that replaces the account: the name. */
  public Change accountReplacement() {
    return withValues(
        values.stream().filter(value -> value.path().equals(TargetRules.USER_NAME)).toList());
  }

  /**
   * A change of only the members of a group.
   *
   * @param group the group
   * @param name the name shown in messages
   * @param link its target object
   * @param reason why, as a phrase for people
   * @return an update without values
   */
  public static Change forMembers(StoredObject group, String name, Link link, String reason) {
    return new Change(
        group.key(),
        name,
        Action.UPDATE,
        reason,
        group.inScope(),
        link.memberEligible(),
        link.disabled(),
        group.changed(),
        link.targetId(),
        link.origin(),
        link.written(),
        List.of(),
        List.of(),
        List.of());
  }

  /** Replaces the values. */
  public Change withValues(List<ValueChange> newValues) {
    return copy(to -> to.values = newValues);
  }

  /**
   * Replaces {@link #changed}.
   *
   * @param seen the {@link StoredObject#changed} of the source object; {@link
   *     StoredChange#NO_SOURCE} if it no longer exists in Entra
   */
  public Change withChanged(long seen) {
    return copy(to -> to.changed = seen);
  }

  /** Replaces the reason. */
  public Change withReason(String newReason) {
    return copy(to -> to.reason = newReason);
  }

  /** Sets {@link #disabled} from the values. */
  public Change withDisabled() {
    return copy(to -> to.disabled = ValueComparison.isDisabled(written()));
  }

  /**
   * The same change for a target object that already exists.
   *
   * @param id SCIM {@code id}
   * @param holds its current values, by SCIM path
   * @param remaining the values that still differ
   * @return an update
   */
  public Change forExisting(String id, ObjectNode holds, List<ValueChange> remaining) {
    return copy(
        to -> {
          to.action = action == Action.CREATE ? Action.UPDATE : action;
          to.targetId = id;
          to.known = holds;
          to.values = remaining;
        });
  }

  /** Replaces the origin. */
  public Change withOrigin(Origin newOrigin) {
    return copy(to -> to.origin = newOrigin);
  }

  /** Adds warnings. */
  Change withMoreWarnings(List<Warning> more) {
    List<Warning> all = new ArrayList<>(warnings);
    all.addAll(more);
    return withWarnings(all);
  }

  private Change withWarnings(List<Warning> all) {
    return copy(to -> to.warnings = all);
  }

  /**
   * A part of the change.
   *
   * @param partValues some of its values
   * @return an update if these values do not disable the account
   */
  public Change part(List<ValueChange> partValues) {
    boolean whole =
        action != Action.DISABLE || partValues.stream().anyMatch(ValueChange::removesAccess);
    return copy(to -> {
          to.action = whole ? action : Action.UPDATE;
          to.values = partValues;
        })
        .withDisabled();
  }

  /**
   * The part of the change that removes access.
   *
   * @return with the value that disables an account; for a group without values, so that only
   *     members change
   */
  public Change removalPart() {
    return part(values.stream().filter(ValueChange::removesAccess).toList());
  }

  /**
   * Disables the account instead, because its deletion was refused.
   *
   * @return without values if the account is already disabled
   */
  public Change asDisable() {
    String active = ValueComparison.ACTIVE.toString();
    return copy(to -> {
          to.action = Action.DISABLE;
          to.values =
              ValueComparison.isDisabled(known)
                  ? List.of()
                  : List.of(new ValueChange(active, known.get(active), BooleanNode.FALSE));
          to.warnings = List.of();
          to.interim = false;
        })
        .withDisabled();
  }

  /** Sets what cannot be written of the object. */
  public Change withRefused(List<Decision.Refuse> refusals) {
    return copy(to -> to.refused = refusals);
  }

  /** The new unique name; null if the change does not change it. */
  private @Nullable String newName() {
    String name = UniqueName.of(key.type(), written());
    return name.isEmpty() || name.equals(UniqueName.of(key.type(), known)) ? null : name;
  }

  /**
   * Leaves out a value, which a later change writes.
   *
   * @param path SCIM path of the value
   */
  public Change withoutValue(String path) {
    return withValues(values.stream().filter(value -> !value.path().equals(path)).toList())
        .asInterim();
  }

  /**
   * Marks the change as one that another change must follow; that one also reports what cannot be
   * written.
   */
  public Change asInterim() {
    return copy(
        to -> {
          to.refused = List.of();
          to.interim = true;
        });
  }

  /**
   * An interim change of one value; the other differences follow.
   *
   * @param path SCIM path
   * @param value the new value
   * @param why the reason, as a phrase for people
   */
  public Change withOnlyValue(String path, JsonNode value, String why) {
    return copy(to -> {
          to.action = Action.UPDATE;
          to.reason = why;
          to.values = List.of(new ValueChange(path, known.get(path), value));
          to.warnings = List.of();
          to.refused = List.of();
          to.interim = true;
        })
        .withDisabled();
  }

  /** The form that is stored, with the change as JSON. */
  public StoredChange stored() {
    try {
      int urgency = removesAccess() ? Action.DISABLE.urgency() : action.urgency();
      return new StoredChange(key, urgency, changed, MAPPER.writeValueAsString(this), newName());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A change cannot be written as JSON: " + key, e);
    }
  }

  /** Reads a change that {@link #stored()} has written. */
  public static Change of(StoredChange stored) {
    try {
      return MAPPER.readValue(stored.content(), Change.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The planned change of " + stored.key() + " is damaged.", e);
    }
  }

  /** Copies the change and replaces some components. */
  private Change copy(Consumer<Components> others) {
    Components to = new Components(this);
    others.accept(to);
    return to.change();
  }

  /** The components of a copy that is being made. */
  private static final class Components {
    private final ObjectKey key;
    private final String name;
    private Action action;
    private String reason;
    private final boolean inScope;
    private final boolean memberEligible;
    private boolean disabled;
    private long changed;
    private @Nullable String targetId;
    private Origin origin;
    private ObjectNode known;
    private List<ValueChange> values;
    private List<Warning> warnings;
    private List<Decision.Refuse> refused;
    private boolean interim;

    private Components(Change from) {
      key = from.key;
      name = from.name;
      action = from.action;
      reason = from.reason;
      inScope = from.inScope;
      memberEligible = from.memberEligible;
      disabled = from.disabled;
      changed = from.changed;
      targetId = from.targetId;
      origin = from.origin;
      known = from.known;
      values = from.values;
      warnings = from.warnings;
      refused = from.refused;
      interim = from.interim;
    }

    private Change change() {
      return new Change(
          key,
          name,
          action,
          reason,
          inScope,
          memberEligible,
          disabled,
          changed,
          targetId,
          origin,
          known,
          values,
          warnings,
          refused,
          interim);
    }
  }
}
