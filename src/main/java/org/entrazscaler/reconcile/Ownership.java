package org.entrazscaler.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.directory.SourceObject;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.graph.GraphAnswers;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.planning.Planning;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.TargetUser;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.OddEntries;
import org.entrazscaler.target.Subject;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code ownership.camel.yaml}: whose the accounts are that no link names. An account
 * whose {@code externalId} is the object id of a user of Entra is ours, also of one deleted there.
 */
public final class Ownership {

  /** The form of Entra's object ids; anything else need not be asked for. */
  private static final Pattern OBJECT_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final String USER = ObjectType.USER.odataType();

  private final State state;
  private final ScimAnswers answers;
  private final GraphLinks links;
  private final CycleControl cycles;
  private final Planning planning;
  private final EntraReader entra;
  private final ProvisioningRecords records;
  private final TargetReading target;
  private final Reconciliation reconciliation;
  private final Supplier<MappingsInForce> inForce;

  public Ownership(
      State state,
      Product product,
      GraphLinks links,
      CycleControl cycles,
      Planning planning,
      EntraReader entra,
      ProvisioningRecords records,
      TargetReading target,
      Reconciliation reconciliation,
      Supplier<MappingsInForce> inForce) {
    this.state = state;
    this.answers = new ScimAnswers(product);
    this.links = links;
    this.cycles = cycles;
    this.planning = planning;
    this.entra = entra;
    this.records = records;
    this.target = target;
    this.reconciliation = reconciliation;
    this.inForce = inForce;
  }

  /**
   * Whether every account of the target has to be looked at, because no links tell whose it is.
   *
   * @return true at the very first, and after the links were lost or forgotten
   */
  public boolean isAdoptionDue() {
    return cycles.isProvisioned(ObjectType.USER) && !state.accounts().isOwnershipKnown();
  }

  /**
   * Notes that all accounts are looked at, and those of people in scope are matched. Until then the
   * next cycle looks once more: after a partial list, when the program died or stopped sending
   * before the matching was done, and when somebody has left the scope between the look and the
   * matching. Whoever is parked is told of, and not looked for again.
   */
  public void completeAdoption() {
    if (isAdoptionDue()
        && target.isReadToEnd(ObjectType.USER)
        && cycles.canSend()
        && !anyOverlooked()) {
      state.accounts().markOwnershipKnown();
    }
  }

  private boolean anyOverlooked() {
    Iterator<ObjectNode> left = state.accounts().unlinked(ObjectType.USER);
    while (left.hasNext()) {
      ObjectNode resource = left.next();
      if (enabled(resource)
          && planner().excludingPattern(resource) == null
          && TargetReading.externalId(resource).filter(this::overlooked).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a user has one account that no link names, for no reason that is told of. */
  private boolean overlooked(String user) {
    ObjectKey key = ObjectKey.user(user);
    return state.source().find(key).isPresent()
        && state.links().find(key).map(Link::targetId).isEmpty()
        && state.parked().find(key).isEmpty()
        && state.target().find(ObjectType.USER, "externalId", user).size() == 1;
  }

  /**
   * The accounts that no link names.
   *
   * @return resources; none if users are not provisioned
   */
  public Iterator<ObjectNode> accounts() {
    return cycles.isProvisioned(ObjectType.USER)
        ? new StopAwareIterator<>(state.accounts().unlinked(ObjectType.USER), cycles)
        : Collections.emptyIterator();
  }

  /**
   * The user whom an account names by its externalId.
   *
   * @param account the account at hand
   * @return null if Entra's copy has no such user
   */
  public @Nullable StoredObject findUser(@Variable(ExchangeVariables.ACCOUNT) ObjectNode account) {
    return TargetReading.externalId(account)
        .flatMap(id -> state.source().find(ObjectKey.user(id)))
        .orElse(null);
  }

  /**
   * Whether Entra's recycle bin is asked for the user whom an account names, of whom nothing is
   * known.
   *
   * @param account the account at hand
   * @return false if it names none, and for an account that is disabled: nothing would follow
   */
  public boolean needsLookup(@Variable(ExchangeVariables.ACCOUNT) ObjectNode account) {
    return enabled(account)
        && TargetReading.externalId(account)
            .filter(id -> OBJECT_ID.matcher(id).matches())
            .isPresent();
  }

  /**
   * Whether an account lets somebody in and may be changed.
   *
   * @param resource the account
   * @return false for a disabled one, and for one of {@code zscaler.never-touch}
   */
  public boolean isRelevant(@Body ObjectNode resource) {
    return planner().excludingPattern(resource) == null
        && (enabled(resource) || reconciliation.isReporting());
  }

  private boolean enabled(ObjectNode resource) {
    return !Boolean.FALSE.equals(answers.user(resource).active());
  }

  /**
   * Asks for a user of the recycle bin.
   *
   * @param account the account that names it
   * @return the link to ask Graph for
   */
  public String deletedUserLink(@Variable(ExchangeVariables.ACCOUNT) ObjectNode account) {
    return links.deleted(externalId(account));
  }

  /**
   * The user of the recycle bin.
   *
   * @param answer Graph's
   * @param account the account that names it
   * @return null if it is no user
   */
  public @Nullable StoredObject storeDeletedUser(
      @Body JsonNode answer, @Variable(ExchangeVariables.ACCOUNT) ObjectNode account) {
    if (!answer.path("@odata.type").asText(USER).equals(USER)) {
      return null;
    }
    var read = EntraReader.parse(() -> GraphAnswers.object(ObjectType.USER, answer));
    ObjectNode kept =
        SourceObject.merge(JsonNodeFactory.instance.objectNode(), read.properties())
            .retain(entra.propertiesOutOfScope(ObjectType.USER));
    return state.accounts().addSoftDeleted(externalId(account), kept);
  }

  /**
   * An account that is not ours is only listed.
   *
   * @param resource the account at hand
   */
  public void listForeignAccount(@Variable(ExchangeVariables.ACCOUNT) ObjectNode resource) {
    TargetUser account = answers.user(resource);
    boolean shaped =
        TargetReading.externalId(resource).filter(i -> OBJECT_ID.matcher(i).matches()).isPresent();
    reconciliation.recordForeign(
        new Difference(
            shaped ? Kind.UNPROVEN_ACCOUNT : Kind.FOREIGN_ACCOUNT,
            ObjectType.USER,
            null,
            account.id(),
            OddEntries.label(ObjectType.USER, resource),
            null,
            null,
            account.externalId(),
            null,
            1));
  }

  /**
   * Takes the account for ours if its user should have none: what becomes of it follows from the
   * ordinary rules. One who should have it is matched in the ordinary way.
   *
   * @param subject the user, with where it stands
   * @param resource the account at hand
   */
  public void adopt(
      @Variable(ExchangeVariables.SUBJECT) Subject subject,
      @Variable(ExchangeVariables.ACCOUNT) ObjectNode resource) {
    Candidate candidate = subject.candidate();
    Link link = state.links().find(candidate.key()).orElse(null);
    boolean second = link != null && link.targetId() != null;
    if (!enabled(resource) || (planner().isRequired(candidate) && !second)) {
      return;
    }
    int accounts = state.target().find(ObjectType.USER, "externalId", candidate.key().id()).size();
    if (second || accounts > 1) {
      contradiction(resource, candidate, second);
      return;
    }
    reconciliation.recordDifference(
        new Difference(
            Kind.ACTIVE,
            ObjectType.USER,
            candidate.key().id(),
            resource.path("id").asText(),
            candidate.hasName() ? candidate.name() : OddEntries.label(ObjectType.USER, resource),
            "active",
            "false",
            "true",
            "ours by its externalId, of a user who should have no account",
            1));
    if (reconciliation.isRepairing()) {
      state.accounts().adopt(planner().adoptedLink(candidate, inForce.get().users(), resource));
    }
  }

  private void contradiction(ObjectNode account, Candidate candidate, boolean second) {
    String reason =
        "Account "
            + OddEntries.label(ObjectType.USER, account)
            + " (id "
            + account.path("id").asText()
            + ") in Zscaler has the same externalId as another one.";
    reconciliation.recordDifference(
        new Difference(
            Kind.CONTRADICTION,
            ObjectType.USER,
            candidate.key().id(),
            account.path("id").asText(),
            candidate.name(),
            reason));
    if (reconciliation.isRepairing() && !second) {
      records.park(
          candidate,
          new Decision.Refuse(
              "DuplicateTargetEntries",
              reason,
              "Remove all but one of them in Zscaler, then use retry."),
          planning.completion(candidate));
    }
  }

  private static String externalId(ObjectNode account) {
    return TargetReading.externalId(account).orElseThrow();
  }

  private Planner planner() {
    return planning.planner(ObjectType.USER);
  }
}
