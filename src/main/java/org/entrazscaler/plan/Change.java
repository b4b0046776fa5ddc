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
import org.entrazscaler.scim.Removals;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A planned change of one target object: data that can be kept, shown and carried out later.
 *
 * @param key the source object
 * @param name what people call it
 * @param action what is done
 * @param reason why, in words
 * @param inScope whether the source object is in scope
 * @param memberEligible whether the account may be a member of groups afterwards
 * @param disabled whether the account is disabled afterwards
 * @param changed the source object's state that was looked at
 * @param targetId SCIM {@code id}, or null before creation
 * @param origin how the target object came, or comes, to be ours
 * @param known what the target holds before: SCIM path to value
 * @param values what changes, in the order of the mapping; on creation every value that is sent
 * @param warnings what a person should know of it
 * @param refused what of the object cannot be written: with this it is parked once the rest is
 * @param interim whether something else is to follow in any case: the object is not put to rest by
 *     it, but looked at again in the next pass
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

  /** A change after which nothing else is to follow. */
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

  /** A change of which nothing special is to be known. */
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

  /**
   * The kind of resource.
   *
   * @return user or group
   */
  public ResourceType resourceType() {
    return key.type() == ObjectType.USER ? ResourceType.USER : ResourceType.GROUP;
  }

  /**
   * Whether members of a group are looked at after its attributes.
   *
   * @return true for a group that is there afterwards
   */
  public boolean group() {
    return key.type() == ObjectType.GROUP;
  }

  /**
   * The target's id of an object that is there.
   *
   * @return SCIM {@code id}
   * @throws IllegalStateException before creation
   */
  public String knownTargetId() {
    if (targetId == null) {
      throw new IllegalStateException(key + " has no target object yet.");
    }
    return targetId;
  }

  /**
   * What the target holds afterwards.
   *
   * @return SCIM path to value; a new node
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
      // What said that an element is there goes with it.
      List<ScimPath> left = paths(written);
      left.stream()
          .filter(ScimPath::isChoosing)
          .filter(path -> Removals.takesElement(path, left))
          .filter(path -> cleared.stream().anyMatch(path::sharesValue))
          .forEach(path -> written.remove(path.toString()));
    }
    return written;
  }

  /**
   * The places of which values of ours stay in the target.
   *
   * @return those of {@link #written}
   */
  public List<ScimPath> remainingPaths() {
    return paths(written());
  }

  private static List<ScimPath> paths(ObjectNode values) {
    return values.properties().stream().map(value -> ScimPath.parse(value.getKey())).toList();
  }

  /**
   * Whether access is taken away by what the change does, whatever it is called: an update that
   * makes the target replace the account takes it away with its data.
   *
   * @return true for what the safeguards count and hold
   */
  public boolean removesAccess() {
    return action.urgency() == Action.DISABLE.urgency() || replacesAccount();
  }

  /**
   * Whether the target deletes the account and makes another one in its place.
   *
   * @return true for another {@code userName} at a product that does so
   */
  public boolean replacesAccount() {
    return action == Action.UPDATE
        && warnings.stream().anyMatch(warning -> warning.code().equals(Warning.ACCOUNT_REPLACED));
  }

  /**
   * What of a change that replaces the account takes nothing away.
   *
   * @return without the name, and without the warning of it
   */
  public Change withoutAccountReplacement() {
    return withValues(
            values.stream().filter(value -> !value.path().equals(TargetRules.USER_NAME)).toList())
        .withWarnings(
            warnings.stream()
                .filter(warning -> !warning.code().equals(Warning.ACCOUNT_REPLACED))
                .toList());
  }

  /**
   * What of a change that replaces the account does so.
   *
   * @return the name alone
   */
  public Change accountReplacement() {
    return withValues(
        values.stream().filter(value -> value.path().equals(TargetRules.USER_NAME)).toList());
  }

  /**
   * A change of a group's members alone.
   *
   * @param group the group
   * @param name what people call it
   * @param link its target object
   * @param reason why, in words
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

  /**
   * The same with other values.
   *
   * @param others the values
   * @return a copy
   */
  public Change withValues(List<ValueChange> others) {
    return copy(to -> to.values = others);
  }

  /**
   * The same change of the source object as it was seen otherwise.
   *
   * @param withChanged its {@link org.entrazscaler.source.StoredObject#changed}; {@link
   *     StoredChange#NO_SOURCE} if Entra has it no longer
   * @return a copy
   */
  public Change withChanged(long seen) {
    return copy(to -> to.changed = seen);
  }

  /**
   * The same change for another reason.
   *
   * @param otherwise why, in words
   * @return a copy
   */
  public Change withReason(String otherwise) {
    return copy(to -> to.reason = otherwise);
  }

  /** The same with {@link #disabled} as its values have it. */
  public Change withDisabled() {
    return copy(to -> to.disabled = ValueComparison.isDisabled(written()));
  }

  /**
   * The same change to a target object that turned out to be there.
   *
   * @param id SCIM {@code id}
   * @param holds what it holds: SCIM path to value
   * @param remaining what still differs
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

  /**
   * The same change to a target object that came otherwise.
   *
   * @param otherwise how it came to be ours
   * @return a copy
   */
  public Change withOrigin(Origin otherwise) {
    return copy(to -> to.origin = otherwise);
  }

  /** The same with what a person should know of it besides. */
  Change withMoreWarnings(List<Warning> more) {
    List<Warning> all = new ArrayList<>(warnings);
    all.addAll(more);
    return withWarnings(all);
  }

  private Change withWarnings(List<Warning> all) {
    return copy(to -> to.warnings = all);
  }

  /**
   * A part of the same change.
   *
   * @param some values of it
   * @return what the target is told by them alone: a part that does not disable the account is an
   *     update of it
   */
  public Change part(List<ValueChange> some) {
    boolean whole = action != Action.DISABLE || some.stream().anyMatch(ValueChange::removesAccess);
    return copy(to -> {
          to.action = whole ? action : Action.UPDATE;
          to.values = some;
        })
        .withDisabled();
  }

  /**
   * The part of the same change that takes access away.
   *
   * @return with the value that disables an account; without values, of a group it is about its
   *     members alone
   */
  public Change removalPart() {
    return part(values.stream().filter(ValueChange::removesAccess).toList());
  }

  /**
   * What is done about an account of which the deletion is refused.
   *
   * @return the account is disabled; without values if it is already
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

  /** The same with what of the object cannot be written. */
  public Change withRefused(List<Decision.Refuse> others) {
    return copy(to -> to.refused = others);
  }

  /** The attribute that the target keeps unique, if the object gets another one by the change. */
  private @Nullable String wishedName() {
    String wished = UniqueName.of(key.type(), written());
    return wished.isEmpty() || wished.equals(UniqueName.of(key.type(), known)) ? null : wished;
  }

  /**
   * The same change without a value, which is to follow.
   *
   * @param path SCIM path of what is not changed by it
   * @return a copy
   */
  public Change withoutValue(String path) {
    return withValues(values.stream().filter(value -> !value.path().equals(path)).toList())
        .asInterim();
  }

  /**
   * The same change, after which something else is to follow, with what cannot be written.
   *
   * @return a copy
   */
  public Change asInterim() {
    return copy(
        to -> {
          to.refused = List.of();
          to.interim = true;
        });
  }

  /**
   * A change of one value alone, for the time being.
   *
   * @param path SCIM path
   * @param value what it gets
   * @param why in words
   * @return an update; what else differs is to follow
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

  /**
   * The form in which the state keeps it.
   *
   * @return with the change as JSON
   */
  public StoredChange stored() {
    try {
      int urgency = removesAccess() ? Action.DISABLE.urgency() : action.urgency();
      return new StoredChange(key, urgency, changed, MAPPER.writeValueAsString(this), wishedName());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A change that is no JSON: " + key, e);
    }
  }

  /**
   * Reads a kept change.
   *
   * @param stored as {@link #stored()} made it
   * @return the change
   */
  public static Change of(StoredChange stored) {
    try {
      return MAPPER.readValue(stored.content(), Change.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The planned change of " + stored.key() + " is damaged.", e);
    }
  }

  /** A copy in which some components are others. */
  private Change copy(Consumer<Components> others) {
    Components to = new Components(this);
    others.accept(to);
    return to.change();
  }

  /** The components of a change on their way into a copy. */
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
