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
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.scim.schema.ScimValueException;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.settings.ProvisioningSettings.DeprovisionGroups;
import org.entrazscaler.source.Presence;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be done about one user or group (Entra, "How Application Provisioning works").
 * Immutable.
 */
public final class Planner {

  private static final Predicate<MappingRow> EVERY_ROW = row -> true;

  private static final String DISABLED_BY_MAPPING =
      "Adopted, and inactive by what the mapping makes of it";

  /** More names than this say nothing more. */
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
   * A planner for one type.
   *
   * @param type users or groups
   * @param product the target
   * @param settings what may be done, and what leaving the scope does
   * @param exclusions what is never touched, and which login domains there are
   * @param references resolves references to users
   */
  public Planner(
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
   * Decides about an object.
   *
   * @param candidate the object
   * @param mapped what the mapping makes of it
   * @param link what is known of its target object, or null if there is none
   * @param membersDiffer whether a group's written members differ from those it should have
   * @return what is to be done
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
    String pattern = exclusions.patternForKnown(link.written());
    if (pattern != null) {
      return new Decision.Nothing("zscaler.never-touch has " + pattern + ".", "");
    }
    Decision decision = planLinked(candidate, mapped, link, membersDiffer);
    return unclear == null ? decision : UnclearScope.removalsOnly(decision, membersDiffer, unclear);
  }

  /** What people are told of a refusal shows no value that the mapping redacts. */
  private static Decision redacted(Decision decision, MappedObject mapped) {
    return decision instanceof Decision.Refuse refuse
        ? new Decision.Refuse(
            refuse.code(), RedactedValues.of(mapped).text(refuse.reason()), refuse.advice())
        : decision;
  }

  /**
   * A creation that was begun and not answered is looked for whatever has become of the source
   * object: it may have left an account that nobody should have any more.
   */
  private Decision planUnlinked(Candidate candidate, MappedObject mapped, boolean begun) {
    if (!begun && !isRequired(candidate)) {
      return notRequired(candidate);
    }
    List<MatchQuery> queries = ValueComparison.matchQueries(mapped);
    if (!mapped.isMatchable() && (queries.isEmpty() || isRequired(candidate))) {
      return Decision.Refuse.together(refusals(mapped, EVERY_ROW));
    }
    if (queries.isEmpty() && begun) {
      return new Decision.Refuse(
          "ImportSkipped",
          "Zscaler may have made it, for the answer was lost, and no matching attribute has a value"
              + " by which it could be found.",
          "Give a matching attribute a value in Entra, or look for it in the Zscaler portal.");
    }
    if (queries.isEmpty()) {
      return new Decision.Nothing(
          "No matching attribute has a value; Entra: ImportSkipped.", "ImportSkipped");
    }
    return new Decision.Match(queries);
  }

  /**
   * Whether an object should be in the target, if need be by being made.
   *
   * @param candidate the object
   * @return true if it is in scope, and a user may sign in
   */
  public boolean isRequired(Candidate candidate) {
    return candidate.inScope() && !(type == ObjectType.USER && candidate.source().softDeleted());
  }

  private static Decision notRequired(Candidate candidate) {
    return new Decision.Nothing(
        candidate.inScope()
            ? "Sign-in is blocked; an account that was never provisioned is made once it is allowed."
            : "Not in scope, and never provisioned.",
        "");
  }

  /**
   * Decides about an object once it is known what the target has.
   *
   * @param candidate the object, for which {@link Decision.Match} was decided
   * @param mapped what the mapping makes of it
   * @param found target objects that answer the first query that has an answer, and those that
   *     answer another one in its place; empty for none
   * @param owner object id of the living Entra object that the found one belongs to, by its link or
   *     by its {@code externalId}, or null
   * @return what is to be done
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
          // It may be there all the same.
          : Decision.Refuse.together(refusals(mapped, EVERY_ROW));
    } catch (ScimValueException e) {
      return rules.refusal(e, mapped);
    }
  }

  /**
   * Whether what was found has another value than the one asked for, but for blanks, and belongs to
   * somebody else who is called so.
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

  /** Neither is guessed, whether they share a value or answer different matching attributes. */
  private static Decision ambiguous(List<ObjectNode> found) {
    return new Decision.Refuse(
        "DuplicateTargetEntries",
        found.size()
            + " objects in Zscaler match by the matching attributes: "
            + found.stream().limit(MOST_NAMED).map(Planner::label).collect(Collectors.joining(", "))
            + (found.size() > MOST_NAMED ? " and others." : "."),
        "Remove all but one of them in Zscaler, or correct their matching attributes, or match by an"
            + " attribute that is unique.");
  }

  private static String label(ObjectNode resource) {
    String name = resource.path("userName").asText(resource.path("displayName").asText("?"));
    return name + " (id " + resource.path("id").asText("?") + ")";
  }

  /**
   * Decides about an object once it is known which values are free.
   *
   * @param candidate the object, for which {@link Decision.Choose} was decided
   * @param choice the choice, with every question answered
   * @return what is to be done
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

  /** Without a row that has no result an object is made, but not with a value of no use. */
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
          "Its match in Zscaler is left alone: zscaler.never-touch has " + pattern + ".",
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
      // Which members it was made with is not known yet.
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
            "In scope, and adopted as Zscaler has it already",
            changes);
    if (change.disabled() && !adopted.disabled()) {
      if (product.inactiveMeansDeleted()) {
        return deleteInactive(candidate, adopted, DISABLED_BY_MAPPING);
      }
      change = change(candidate, adopted, Action.DISABLE, DISABLED_BY_MAPPING, changes);
    }
    String wished = exclusions.patternForKnown(change.written());
    return wished == null
        ? objections.checkByValue(
            change, mapped, written ? refusedForUpdate(mapped, EVERY_ROW) : List.of(), true)
        : objections.checkWhole(change, mapped);
  }

  /**
   * Whether an object of ours is left alone by now, because of what it is called.
   *
   * @param link what is known of it
   * @return true if a pattern of {@code zscaler.never-touch} says so
   */
  public boolean isExcluded(Link link) {
    return exclusions.patternForKnown(link.written()) != null;
  }

  /**
   * A name for an object while others leave the one that it is to have.
   *
   * @param key the source object
   * @param former the name that it has in the target
   * @param wished the name that it is to have
   * @return always the same for the same object and name; null if {@code zscaler.never-touch}
   *     leaves none
   */
  public @Nullable String temporaryName(ObjectKey key, String former, String wished) {
    return new TemporaryNameChoice(exclusions).name(key, former, wished);
  }

  /**
   * Whether a target object is left alone whatever happens.
   *
   * @param resource the target object as it was read
   * @return the pattern of {@code zscaler.never-touch} that says so, or null
   */
  public @Nullable String excludingPattern(ObjectNode resource) {
    return type == ObjectType.USER
        ? exclusions.never().patternFor(answers.user(resource))
        : exclusions.never().patternFor(answers.group(resource));
  }

  private Decision planLinked(
      Candidate candidate, MappedObject mapped, Link link, boolean membersDiffer) {
    if (candidate.stored().presence() == Presence.DELETED) {
      return delete(candidate, mapped, link, membersDiffer, "Deleted for good in Entra");
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
    return candidate.entitled()
        ? "No longer let through by the scoping filter"
        : "No longer assigned";
  }

  /**
   * What takes access away does not wait for a value that stands in the way, nor do the others: it
   * is left out, and the object is parked with it in the end.
   */
  private Decision update(
      Candidate candidate,
      MappedObject made,
      Link link,
      Predicate<MappingRow> rows,
      boolean membersDiffer,
      String reason) {
    MappedObject mapped =
        candidate.source().softDeleted() ? ValueComparison.asInactive(made) : made;
    List<Decision.Refuse> failed =
        refusedForUpdate(
            mapped, candidate.inScope() ? rows : rows.and(row -> !hasValue(mapped, row)));
    // While the outcome of a write is not known, every value is compared with the target itself.
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

  /** What of an object that is there cannot be written for want of a result. */
  private List<Decision.Refuse> refusedForUpdate(MappedObject mapped, Predicate<MappingRow> rows) {
    return refusals(mapped, rows.and(row -> !row.createOnly()));
  }

  /** Whether a row that has no result is known all the same. */
  private static boolean hasValue(MappedObject mapped, MappingRow row) {
    return mapped.value(row.target()).isPresent();
  }

  private static String reasonToDisable(Candidate candidate, String reason) {
    return candidate.inScope() ? "Sign-in is blocked in Entra" : reason;
  }

  private Decision empty(Candidate candidate, Link link, boolean membersDiffer, String reason) {
    if (!membersDiffer) {
      return new Decision.Nothing(reason + "; none of our members is left in it.", "");
    }
    return isAllowed(ProvisioningSettings.Action.UPDATE)
        ? new Decision.Write(change(candidate, link, Action.EMPTY, reason, List.of()))
        : notAllowed("update");
  }

  /** Where nothing may be deleted, an account is disabled and a group is emptied. */
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

  /** By the mapping, unless the user is gone for good. */
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

  /** On ZPA {@code active=false} deletes, and is called so (About SCIM). */
  private Decision deleteInactive(Candidate candidate, Link link, String reason) {
    return isAllowed(ProvisioningSettings.Action.DELETE)
        ? new Decision.Write(
            change(candidate, link, Action.DELETE, reason, List.of())
                .withMoreWarnings(
                    List.of(
                        new Warning(
                            Warning.ACCOUNT_DELETED,
                            product.title()
                                + " has no disabled accounts: one that becomes inactive is deleted"
                                + " with its data."))))
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
   * What is known of a target object, corrected by what it was seen to hold. What nobody may read
   * stays as it was written.
   *
   * @param link what was known
   * @param mapped what the mapping makes of its source object
   * @param resource the target object
   * @return without an intent: whatever was begun has arrived or not
   */
  public Link linkAsRead(Link link, MappedObject mapped, ObjectNode resource) {
    ObjectNode known = values.known(values.withoutInvalid(mapped), resource, link.written());
    values.hiddenValues(mapped, resource, link.written()).forEach(known::set);
    return new Link(
        link.key(),
        resource.path("id").asText(),
        link.origin(),
        known,
        disabled(resource, link.disabled()),
        link.memberEligible(),
        null);
  }

  /**
   * What is known of an account that is ours without a link.
   *
   * @param candidate its user, who should have none
   * @param mapping the mapping of users
   * @param resource the account
   * @return the link that takes it for ours
   */
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
        disabled(resource, false),
        isMemberEligible(candidate),
        null);
  }

  private boolean disabled(ObjectNode resource, boolean otherwise) {
    if (type == ObjectType.GROUP) {
      return false;
    }
    Boolean active = answers.user(resource).active();
    return active == null ? otherwise : !active;
  }

  /**
   * Whether the account may be a member of groups: while its user is in scope, and while it is left
   * alone after that ({@code provisioning.deprovision=keep}).
   *
   * @param candidate the user
   * @return whether memberships are written
   */
  public boolean isMemberEligible(Candidate candidate) {
    return candidate.inScope()
        || (settings.deprovision() == Deprovision.KEEP
            && candidate.stored().presence() == Presence.PRESENT);
  }

  /**
   * Whether all members of ours are to leave a group.
   *
   * @param candidate the group
   * @return true if it has left the scope and is to be emptied, or may not be deleted
   */
  public boolean needsEmptying(Candidate candidate) {
    boolean deleted =
        candidate.stored().presence() == Presence.DELETED
            || settings.deprovisionGroups() == DeprovisionGroups.DELETE;
    return !candidate.inScope()
        && (settings.deprovisionGroups() == DeprovisionGroups.EMPTY
            || deleted && !isAllowed(ProvisioningSettings.Action.DELETE));
  }

  /**
   * Other objects that a mapped object refers to, whether they have an account or not.
   *
   * @param mapped what the mapping makes of the object
   * @return object ids of users
   */
  public List<String> referencedUsers(MappedObject mapped) {
    return values.referencedUsers(mapped);
  }

  /**
   * What the target is asked to find the target object of a mapped object.
   *
   * @param mapped what the mapping makes of the object
   * @return in the order of the matching attributes; empty if none has a value
   */
  public List<MatchQuery> matchQueries(MappedObject mapped) {
    return ValueComparison.matchQueries(values.withoutInvalid(mapped));
  }

  /**
   * What still differs between a planned change and the target object as it was read.
   *
   * @param change the planned change
   * @param resource the target object
   * @return the change that remains; without values if nothing does
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
   * What a target object holds otherwise than a planned change supposes: of the attributes that
   * change or, for a deletion, of those by which people tell what it is.
   *
   * @param change the planned change
   * @param resource the target object as it was read
   * @return the names of the attributes; empty if it is as supposed
   */
  public List<String> outdatedAttributes(Change change, ObjectNode resource) {
    List<String> outdated = new ArrayList<>();
    for (ValueChange value : change.values()) {
      // What is added to is there in whatever company.
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

  /**
   * A mapped object with what was restored in the place of what undo took back.
   *
   * @param mapped what the mapping makes of it
   * @param held what undo holds of the object
   * @return with what is held no longer
   */
  public RestoredRows withRestored(MappedObject mapped, List<RestoredValue> held) {
    return held.isEmpty()
        ? new RestoredRows(mapped, List.of(), List.of())
        : RestoredRows.of(values, values.withoutInvalid(mapped), held);
  }

  /** Whether a change that takes back another one may be written. */
  public Decision checkUndo(Change change) {
    String pattern = exclusions.patternForKnown(change.known());
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
