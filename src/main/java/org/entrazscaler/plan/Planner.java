package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.mapping.FailedRow;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.scim.Domains;
import org.entrazscaler.scim.NeverTouch;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.scim.schema.ScimValueException;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.settings.ProvisioningSettings.DeprovisionGroups;
import org.entrazscaler.settings.ZscalerSettings;
import org.entrazscaler.source.Presence;
import org.jspecify.annotations.Nullable;

/**
 * Plans what must be done for one user or group (Entra, "How Application Provisioning works").
 * Immutable.
 */
public final class Planner {

  private static final Predicate<MappingRow> EVERY_ROW = row -> true;

  private static final String DISABLED_BY_MAPPING =
      "Adopted, and inactive according to the mapping";

  /** The maximum number of names in a message. */
  private static final int MOST_NAMED = 5;

  private final ObjectType type;
  private final Product product;
  private final ProvisioningSettings settings;
  private final Exclusions exclusions;
  private final ValueComparison values;
  private final TargetRules rules;
  private final ChangeCheck objections;
  private final ScimAnswers answers;

  /**
   * @param type users or groups
   * @param product the target
   * @param settings the allowed actions, and the deprovisioning
   * @param zscaler what is never changed, and the registered login domains
   * @param references resolves references to users
   */
  public Planner(
      ObjectType type,
      Product product,
      ProvisioningSettings settings,
      ZscalerSettings zscaler,
      References references) {
    this(
        type,
        product,
        settings,
        new Exclusions(
            new NeverTouch(zscaler.neverTouch(), product), new Domains(zscaler.domains())),
        references);
  }

  Planner(
      ObjectType type,
      Product product,
      ProvisioningSettings settings,
      Exclusions exclusions,
      References references) {
    this.type = type;
    this.product = product;
    this.settings = settings;
    this.exclusions = exclusions;
    this.answers = new ScimAnswers(product);
    ResourceType resources = type == ObjectType.USER ? ResourceType.USER : ResourceType.GROUP;
    this.values = new ValueComparison(resources, product, references);
    this.rules = new TargetRules(resources, product);
    this.objections = new ChangeCheck(exclusions, rules);
  }

  /**
   * Plans an object.
   *
   * @param candidate the object
   * @param mapped the result of the mapping
   * @param link its link, or null
   * @param membersDiffer whether the written members of a group differ from the required ones
   */
  public Decision plan(
      Candidate candidate, MappedObject mapped, @Nullable Link link, boolean membersDiffer) {
    return redacted(
        planUnlessExcluded(candidate, values.withoutInvalid(mapped), link, membersDiffer), mapped);
  }

  private Decision planUnlessExcluded(
      Candidate candidate, MappedObject mapped, @Nullable Link link, boolean membersDiffer) {
    Decision.Refuse unclear = candidate.unclear();
    if (link == null || link.targetId() == null) {
      return unclear == null ? planUnlinked(candidate, mapped, link != null) : unclear;
    }
    String pattern = exclusions.patternFor(link.written());
    if (pattern != null) {
      return new Decision.Nothing("zscaler.never-touch has " + pattern + ".", "");
    }
    Decision decision = planLinked(candidate, mapped, link, membersDiffer);
    return unclear == null ? decision : UnclearScope.removalsOnly(decision, membersDiffer, unclear);
  }

  /** The reason of a refusal must not show a value that the mapping redacts. */
  private static Decision redacted(Decision decision, MappedObject mapped) {
    return decision instanceof Decision.Refuse refuse
        ? new Decision.Refuse(
            refuse.code(), RedactedValues.of(mapped).text(refuse.reason()), refuse.advice())
        : decision;
  }

  /**
   * A creation without a known outcome is searched for even if the object is no longer in scope: it
   * may have left an account that must be removed.
   */
  private Decision planUnlinked(Candidate candidate, MappedObject mapped, boolean creationStarted) {
    if (!creationStarted && !isRequired(candidate)) {
      return notRequired(candidate);
    }
    List<MatchQuery> queries = ValueComparison.matchQueries(mapped);
    if (!mapped.isMatchable() && (queries.isEmpty() || isRequired(candidate))) {
      return Decision.Refuse.together(refusals(mapped, EVERY_ROW));
    }
    if (queries.isEmpty() && creationStarted) {
      return new Decision.Refuse(
          "ImportSkipped",
          "Zscaler may have created it, because the answer was lost, and no matching attribute has"
              + " a value to search for it.",
          "Give a matching attribute a value in Entra, or look for it in the Zscaler portal.");
    }
    if (queries.isEmpty()) {
      return new Decision.Nothing(
          "No matching attribute has a value; Entra: ImportSkipped.", "ImportSkipped");
    }
    return new Decision.Match(queries);
  }

  /**
   * Whether an object must exist in the target: it is in scope and, if it is a user, not blocked.
   */
  public boolean isRequired(Candidate candidate) {
    return candidate.inScope() && !(type == ObjectType.USER && candidate.source().isSoftDeleted());
  }

  private static Decision notRequired(Candidate candidate) {
    return new Decision.Nothing(
        candidate.inScope()
            ? "Sign-in is blocked; the account is created when sign-in is allowed again."
            : "Not in scope, and never provisioned.",
        "");
  }

  /**
   * Plans an object after the matching objects were searched for.
   *
   * @param candidate the object for which {@link Decision.Match} was decided
   * @param mapped the result of the mapping
   * @param found the target objects that the first query with a result returned, and those that
   *     contradict them; empty for none
   * @param owner the id of the existing Entra object that the found object belongs to, by its link
   *     or its {@code externalId}, or null
   */
  public Decision planMatched(
      Candidate candidate, MappedObject mapped, List<ObjectNode> found, @Nullable String owner) {
    return redacted(planByMatch(candidate, values.withoutInvalid(mapped), found, owner), mapped);
  }

  private Decision planByMatch(
      Candidate candidate, MappedObject mapped, List<ObjectNode> found, @Nullable String owner) {
    try {
      if (found.size() > 1) {
        List<ObjectNode> own =
            isRequired(candidate)
                ? List.of()
                : found.stream().filter(candidate::isNamedBy).toList();
        return own.size() == 1 ? adopt(candidate, mapped, own.get(0), owner) : ambiguous(found);
      }
      if (!found.isEmpty() && !belongsToOther(candidate, mapped, found.get(0), owner)) {
        return adopt(candidate, mapped, found.get(0), owner);
      }
      if (isRequired(candidate)) {
        return create(candidate, mapped);
      }
      return mapped.isMatchable()
          ? notRequired(candidate)
          // The object may exist nevertheless.
          : Decision.Refuse.together(refusals(mapped, EVERY_ROW));
    } catch (ScimValueException e) {
      return rules.refusal(e, mapped);
    }
  }

  /**
   * Whether the found object belongs to another object of Entra and its value differs in blanks
   * from the value of the query.
   */
  private static boolean belongsToOther(
      Candidate candidate, MappedObject mapped, ObjectNode resource, @Nullable String owner) {
    return owner != null
        && !owner.equals(candidate.key().id())
        && mapped.matching().stream()
            .filter(value -> value.value() instanceof String)
            .map(value -> new MatchQuery(value.row().target(), (String) value.value()))
            .noneMatch(query -> query.matchesExactly(resource));
  }

  /** The planner does not guess which of several matching objects is meant. */
  private static Decision ambiguous(List<ObjectNode> found) {
    return new Decision.Refuse(
        "DuplicateTargetEntries",
        found.size()
            + " objects in Zscaler match by the matching attributes: "
            + found.stream().limit(MOST_NAMED).map(Planner::label).collect(Collectors.joining(", "))
            + (found.size() > MOST_NAMED ? " and others." : "."),
        "Remove all but one of them in Zscaler, or correct their matching attributes, or match by"
            + " an attribute that is unique.");
  }

  private static String label(ObjectNode resource) {
    String name = resource.path("userName").asText(resource.path("displayName").asText("?"));
    return name + " (id " + resource.path("id").asText("?") + ")";
  }

  /**
   * Plans an object after its unique values were chosen.
   *
   * @param candidate the object for which {@link Decision.Choose} was decided
   * @param choice the choice, with all queries answered
   */
  public Decision planWithUniqueValues(Candidate candidate, UniqueChoice choice) {
    Decision.Refuse refusal = choice.refusal();
    return refusal != null
        ? redacted(refusal, choice.result())
        : planMatched(candidate, choice.result(), List.of(), null);
  }

  private Decision create(Candidate candidate, MappedObject mapped) {
    if (!isAllowed(ProvisioningSettings.Action.CREATE)) {
      return notAllowed("create");
    }
    if (!mapped.withCandidates().isEmpty()) {
      return new Decision.Choose(new UniqueChoice(mapped));
    }
    List<Decision.Refuse> failed = refusals(mapped, EVERY_ROW);
    if (ValueComparison.failedRows(mapped, EVERY_ROW).stream().anyMatch(this::preventsCreation)) {
      return Decision.Refuse.together(failed);
    }
    List<ValueChange> sent = values.forCreation(mapped);
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    Change draft =
        new Change(
            candidate.key(),
            candidate.name(),
            Action.CREATE,
            "In scope, and not in Zscaler yet",
            true,
            true,
            false,
            candidate.stored().changed(),
            null,
            Origin.CREATED,
            nothing,
            sent);
    Decision decision = objections.checkWhole(draft.withDisabled(), mapped);
    return decision instanceof Decision.Write write
        ? new Decision.Write(write.change().withRefused(failed))
        : decision;
  }

  /**
   * An object is created without the value of a row that has no result, but not with an invalid
   * value.
   */
  private boolean preventsCreation(FailedRow failed) {
    return rules.isRequired(failed.row()) || !failed.code().equals(FailedRow.INVALID_EXPRESSION);
  }

  private List<Decision.Refuse> refusals(MappedObject mapped, Predicate<MappingRow> rows) {
    return ValueComparison.failedRows(mapped, rows).stream().map(rules::refusal).toList();
  }

  private Decision adopt(
      Candidate candidate, MappedObject mapped, ObjectNode resource, @Nullable String owner) {
    String id = resource.path("id").asText("");
    if (id.isEmpty()) {
      return new Decision.Refuse(
          "SystemForCrossDomainIdentityManagementServiceIncompatible",
          "Its match in Zscaler has no id.",
          "Tell Zscaler Support; nothing can be written to an object without an id.");
    }
    String pattern = excludingPattern(resource);
    if (pattern != null) {
      return new Decision.Nothing(
          "The matching object in Zscaler is not changed: zscaler.never-touch has " + pattern + ".",
          "EntrySynchronizationSkipped");
    }
    if (owner != null && !owner.equals(candidate.key().id())) {
      return new Decision.Refuse(
          "EntryConflict",
          "Its match in Zscaler belongs to another " + type.word() + " of Entra, " + owner + ".",
          "Two objects of Entra have the same matching value: correct one of them.");
    }
    ObjectNode known = values.known(mapped, resource, JsonNodeFactory.instance.objectNode());
    if (!isRequired(candidate)) {
      Link made =
          new Link(
              candidate.key(),
              id,
              Origin.CREATED,
              known,
              ValueComparison.isDisabled(known),
              false,
              null);
      // The members with which it was created are not known yet.
      Decision decision = planLinked(candidate, mapped, made, type == ObjectType.GROUP);
      return decision instanceof Decision.Nothing nothing && !made.disabled()
          ? new Decision.Write(change(candidate, made, Action.UPDATE, nothing.reason(), List.of()))
          : decision;
    }
    boolean written = isAllowed(ProvisioningSettings.Action.UPDATE);
    List<ValueChange> changes =
        written
            ? values.withPrimaryEmail(
                mapped, values.differences(mapped, known, EVERY_ROW), resource)
            : List.of();
    Link adopted =
        new Link(
            candidate.key(),
            id,
            Origin.ADOPTED,
            known,
            ValueComparison.isDisabled(known),
            true,
            null);
    Change change =
        change(
            candidate,
            adopted,
            Action.UPDATE,
            "In scope, and adopted because it already exists in Zscaler",
            changes);
    if (change.disabled() && !adopted.disabled()) {
      if (product.inactiveMeansDeleted()) {
        return deleteInactive(candidate, adopted, DISABLED_BY_MAPPING);
      }
      change = change(candidate, adopted, Action.DISABLE, DISABLED_BY_MAPPING, changes);
    }
    String newPattern = exclusions.patternFor(change.written());
    return newPattern == null
        ? objections.checkByValue(
            change, mapped, written ? refusedForUpdate(mapped, EVERY_ROW) : List.of(), true)
        : objections.checkWhole(change, mapped);
  }

  /** Whether {@code zscaler.never-touch} covers a managed object. */
  public boolean isExcluded(Link link) {
    return exclusions.patternFor(link.written()) != null;
  }

  /**
   * A temporary name, always the same for the same object and name.
   *
   * @param former the current name in the target
   * @param required the required name
   * @return null if {@code zscaler.never-touch} covers each possible name
   */
  public @Nullable String temporaryName(ObjectKey key, String former, String required) {
    return new TemporaryNameChoice(exclusions).name(key, former, required);
  }

  /** The pattern of {@code zscaler.never-touch} that covers a target object, or null. */
  public @Nullable String excludingPattern(ObjectNode resource) {
    return type == ObjectType.USER
        ? exclusions.never().patternFor(answers.user(resource))
        : exclusions.never().patternFor(answers.group(resource));
  }

  private Decision planLinked(
      Candidate candidate, MappedObject mapped, Link link, boolean membersDiffer) {
    if (candidate.stored().presence() == Presence.DELETED) {
      return delete(candidate, mapped, link, membersDiffer, "Permanently deleted in Entra");
    }
    if (candidate.inScope()) {
      return update(candidate, mapped, link, EVERY_ROW, membersDiffer, "Changed in Entra");
    }
    String reason = reasonOutOfScope(candidate);
    if (type == ObjectType.GROUP) {
      return switch (settings.deprovisionGroups()) {
        case KEEP -> new Decision.Nothing(reason + "; the group is kept.", "");
        case DELETE -> delete(candidate, mapped, link, membersDiffer, reason);
        case EMPTY -> empty(candidate, link, membersDiffer, reason);
      };
    }
    return switch (settings.deprovision()) {
      case DELETE -> delete(candidate, mapped, link, membersDiffer, reason);
      case DISABLE, KEEP ->
          update(candidate, mapped, link, ValueComparison::dependsOnScope, false, reason);
    };
  }

  private static String reasonOutOfScope(Candidate candidate) {
    if (candidate.stored().presence() != Presence.PRESENT) {
      return "Deleted in Entra, and can be restored there";
    }
    return candidate.entitled() ? "No longer passes the scoping filter" : "No longer assigned";
  }

  /**
   * A value that cannot be written must not delay the others, least of all a removal: it is left
   * out, and the object is parked after the change.
   */
  private Decision update(
      Candidate candidate,
      MappedObject made,
      Link link,
      Predicate<MappingRow> rows,
      boolean membersDiffer,
      String reason) {
    MappedObject mapped =
        candidate.source().isSoftDeleted() ? ValueComparison.asInactive(made) : made;
    List<Decision.Refuse> failed =
        refusedForUpdate(
            mapped, candidate.inScope() ? rows : rows.and(row -> !hasValue(mapped, row)));
    // While the outcome of a write is not known, all values are compared with the target.
    List<ValueChange> changes =
        values.withFirstEmail(
            mapped,
            link.intent() == null
                ? values.differences(mapped, link.written(), rows)
                : values.requiredValues(mapped, link.written(), rows),
            link.written());
    boolean differs = !changes.isEmpty() || membersDiffer;
    if (!differs && (failed.isEmpty() || !isAllowed(ProvisioningSettings.Action.UPDATE))) {
      return new Decision.Nothing("Zscaler has it already.", "");
    }
    Change change = change(candidate, link, Action.UPDATE, reason, changes);
    boolean disabled = ValueComparison.isDisabled(change.written());
    if (disabled && !link.disabled()) {
      if (product.inactiveMeansDeleted()) {
        return deleteInactive(candidate, link, reasonToDisable(candidate, reason));
      }
      change = change(candidate, link, Action.DISABLE, reasonToDisable(candidate, reason), changes);
    }
    if (!isAllowed(ProvisioningSettings.Action.UPDATE)) {
      return notAllowed("update");
    }
    return objections.checkByValue(change, mapped, failed, membersDiffer);
  }

  /** The values of an existing object that cannot be written because their rows have no result. */
  private List<Decision.Refuse> refusedForUpdate(MappedObject mapped, Predicate<MappingRow> rows) {
    return refusals(mapped, rows.and(row -> !row.createOnly()));
  }

  /** Whether a row without a result has a value nevertheless. */
  private static boolean hasValue(MappedObject mapped, MappingRow row) {
    return mapped.value(row.target()).isPresent();
  }

  private static String reasonToDisable(Candidate candidate, String reason) {
    return candidate.inScope() ? "Sign-in is blocked in Entra" : reason;
  }

  private Decision empty(Candidate candidate, Link link, boolean membersDiffer, String reason) {
    if (!membersDiffer) {
      return new Decision.Nothing(reason + "; it has no managed members.", "");
    }
    return isAllowed(ProvisioningSettings.Action.UPDATE)
        ? new Decision.Write(change(candidate, link, Action.EMPTY, reason, List.of()))
        : notAllowed("update");
  }

  /** If deletions are not allowed, an account is disabled and a group is emptied. */
  private Decision delete(
      Candidate candidate, MappedObject mapped, Link link, boolean membersDiffer, String reason) {
    if (isAllowed(ProvisioningSettings.Action.DELETE)) {
      return new Decision.Write(change(candidate, link, Action.DELETE, reason, List.of()));
    }
    String because = reason + "; " + missingAction("delete");
    if (type == ObjectType.GROUP) {
      return membersDiffer ? empty(candidate, link, true, because) : notAllowed("delete");
    }
    boolean disables =
        !product.inactiveMeansDeleted()
            && !link.disabled()
            && isAllowed(ProvisioningSettings.Action.UPDATE)
            && canBeEnabledAgain(candidate, mapped);
    return disables ? new Decision.Write(disable(candidate, link, because)) : notAllowed("delete");
  }

  /** Only if the mapping can enable it, or the user is permanently deleted. */
  private static boolean canBeEnabledAgain(Candidate candidate, MappedObject mapped) {
    return candidate.stored().presence() == Presence.DELETED
        || mapped.row(ValueComparison.ACTIVE).isPresent();
  }

  private Change disable(Candidate candidate, Link link, String reason) {
    JsonNode before = link.written().get(ValueComparison.ACTIVE.toString());
    ValueChange inactive =
        new ValueChange(ValueComparison.ACTIVE.toString(), before, BooleanNode.FALSE);
    return change(candidate, link, Action.DISABLE, reason, List.of(inactive));
  }

  /** On ZPA {@code active=false} deletes the account, so it is called a deletion (About SCIM). */
  private Decision deleteInactive(Candidate candidate, Link link, String reason) {
    return isAllowed(ProvisioningSettings.Action.DELETE)
        ? new Decision.Write(
            change(candidate, link, Action.DELETE, reason, List.of())
                .withMoreWarnings(
                    List.of(
                        new Warning(
                            Warning.ACCOUNT_DELETED,
                            product.title()
                                + " has no disabled accounts: an account that becomes inactive is"
                                + " deleted with its data."))))
        : notAllowed("delete");
  }

  private Change change(
      Candidate candidate, Link link, Action action, String reason, List<ValueChange> changes) {
    return new Change(
            candidate.key(),
            candidate.name(),
            action,
            reason,
            candidate.inScope(),
            isMemberEligible(candidate),
            link.disabled(),
            candidate.stored().changed(),
            link.targetId(),
            link.origin(),
            link.written(),
            changes)
        .withDisabled();
  }

  /**
   * Updates a link from a target object that was read. Values that the target does not return stay
   * as they were written.
   *
   * @param mapped the result of the mapping for its source object
   * @return without an intent, because the outcome of the write is known now
   */
  public Link linkAsRead(Link link, MappedObject mapped, ObjectNode resource) {
    ObjectNode known = values.known(values.withoutInvalid(mapped), resource, link.written());
    values.hiddenValues(mapped, resource, link.written()).forEach(known::set);
    return new Link(
        link.key(),
        resource.path("id").asText(),
        link.origin(),
        known,
        isDisabled(resource, link.disabled()),
        link.memberEligible(),
        null);
  }

  /** The link that adopts an account whose user should have no account. */
  public Link adoptedLink(Candidate candidate, Mapping mapping, ObjectNode resource) {
    ObjectNode held = JsonNodeFactory.instance.objectNode();
    for (MappingRow row : mapping.rows()) {
      JsonNode value = row.target().read(resource);
      if (value != null && !row.target().toString().equals("members")) {
        held.set(row.target().toString(), value);
      }
    }
    return new Link(
        candidate.key(),
        resource.path("id").asText(),
        Origin.ADOPTED,
        held,
        isDisabled(resource, false),
        isMemberEligible(candidate),
        null);
  }

  private boolean isDisabled(ObjectNode resource, boolean defaultValue) {
    if (type == ObjectType.GROUP) {
      return false;
    }
    Boolean active = answers.user(resource).active();
    return active == null ? defaultValue : !active;
  }

  /**
   * Whether the account of a user may be a member of groups: the user is in scope, or the account
   * is kept ({@code provisioning.deprovision=keep}).
   */
  public boolean isMemberEligible(Candidate candidate) {
    return candidate.inScope()
        || (settings.deprovision() == Deprovision.KEEP
            && candidate.stored().presence() == Presence.PRESENT);
  }

  /**
   * Whether a group must be emptied: it is out of scope, and is emptied by the setting or must not
   * be deleted.
   */
  public boolean needsEmptying(Candidate candidate) {
    boolean deleted =
        candidate.stored().presence() == Presence.DELETED
            || settings.deprovisionGroups() == DeprovisionGroups.DELETE;
    return !candidate.inScope()
        && (settings.deprovisionGroups() == DeprovisionGroups.EMPTY
            || deleted && !isAllowed(ProvisioningSettings.Action.DELETE));
  }

  /** The object ids of the users that a mapped object refers to, with or without an account. */
  public List<String> referencedUsers(MappedObject mapped) {
    return values.referencedUsers(mapped);
  }

  /**
   * The queries that find the target object of a mapped object.
   *
   * @return in the order of the matching attributes; empty if none has a value
   */
  public List<MatchQuery> matchQueries(MappedObject mapped) {
    return ValueComparison.matchQueries(values.withoutInvalid(mapped));
  }

  /**
   * The part of a planned change that the target object does not have yet.
   *
   * @return without values if the target object has them all
   */
  public Change remaining(Change change, ObjectNode resource) {
    ObjectNode holds = change.known().deepCopy();
    List<ValueChange> remaining = new ArrayList<>();
    for (ValueChange value : change.values()) {
      ScimPath path = ScimPath.parse(value.path());
      JsonNode held = path.read(resource);
      boolean there =
          value.adding() && value.after() instanceof ArrayNode wanted
              ? ValueChange.missingElements(held, wanted).isEmpty()
              : values.hasArrived(path, held, value);
      if (there) {
        if (value.after() == null) {
          holds.remove(value.path());
        } else {
          holds.set(value.path(), value.after());
        }
      } else {
        if (held == null) {
          ValueComparison.noteElement(holds, path, resource);
        }
        remaining.add(new ValueChange(value.path(), held, value.after(), value.adding()));
      }
    }
    return change.forExisting(resource.path("id").asText(), holds, remaining);
  }

  /**
   * The attributes of a target object that are not as a planned change assumes. Compared are the
   * attributes that change or, for a deletion, those that identify the object.
   *
   * @return the names of the attributes; empty if all are as assumed
   */
  public List<String> outdatedAttributes(Change change, ObjectNode resource) {
    List<String> outdated = new ArrayList<>();
    for (ValueChange value : change.values()) {
      // Values are added to whatever the list contains.
      if (!value.adding()) {
        compare(outdated, value.path(), value.before(), resource);
      }
    }
    if (change.action() == Action.DELETE) {
      for (String path : List.of("userName", "displayName", "externalId")) {
        if (change.known().has(path)) {
          compare(outdated, path, change.known().get(path), resource);
        }
      }
    }
    return outdated;
  }

  private void compare(
      List<String> outdated, String path, @Nullable JsonNode supposed, ObjectNode resource) {
    ScimPath parsed = ScimPath.parse(path);
    if (!values.isSameValue(parsed, parsed.read(resource), supposed)) {
      outdated.add(path.substring(path.lastIndexOf(':') + 1));
    }
  }

  /** Replaces mapped values by the restored values of the object. */
  public RestoredRows withRestored(MappedObject mapped, List<RestoredValue> held) {
    return held.isEmpty()
        ? new RestoredRows(mapped, List.of(), List.of())
        : RestoredRows.of(values, values.withoutInvalid(mapped), held);
  }

  /** Checks a change that undoes another one. */
  public Decision checkUndo(Change change) {
    String pattern = exclusions.patternFor(change.known());
    return pattern == null
        ? change.action() == Action.CREATE
            ? objections.checkWhole(change, MappedObject.EMPTY)
            : objections.checkByValue(
                change, MappedObject.EMPTY, List.of(), change.values().isEmpty())
        : new Decision.Nothing("zscaler.never-touch has " + pattern, "");
  }

  public boolean isSameValue(ScimPath path, @Nullable JsonNode one, @Nullable JsonNode other) {
    return values.isSameValue(path, one, other);
  }

  public boolean isSameSpelling(ScimPath path, @Nullable JsonNode one, @Nullable JsonNode other) {
    return values.isSameSpelling(path, one, other);
  }

  private boolean isAllowed(ProvisioningSettings.Action action) {
    Set<ProvisioningSettings.Action> actions =
        type == ObjectType.USER ? settings.userActions() : settings.groupActions();
    return actions.contains(action);
  }

  private Decision notAllowed(String action) {
    return new Decision.Nothing(missingAction(action) + ".", "EntrySynchronizationSkipped");
  }

  private String missingAction(String action) {
    return "provisioning." + type.word() + "-actions does not have " + action;
  }
}
