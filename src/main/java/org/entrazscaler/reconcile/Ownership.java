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
import org.entrazscaler.cycle.CycleContext;
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
import org.entrazscaler.planning.Completions;
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
 * The steps of {@code ownership.camel.yaml}: which accounts without a link are managed. An account
 * whose {@code externalId} is the object id of a user in Entra is managed, also if the user is
 * deleted there.
 */
final class Ownership {

  /** The form of Entra's object ids; Entra is not asked for any other text. */
  private static final Pattern OBJECT_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final String USER = ObjectType.USER.odataType();

  private final State state;
  private final ScimAnswers answers;
  private final GraphLinks links;
  private final CycleControl cycles;
  private final Planner planner;
  private final Completions completions;
  private final EntraReader entra;
  private final ProvisioningRecords records;
  private final TargetReading target;
  private final Reconciliation reconciliation;
  private final Supplier<MappingsInForce> inForce;

  Ownership(
      CycleContext context,
      Product product,
      GraphLinks links,
      Planner planner,
      Completions completions,
      EntraReader entra,
      ProvisioningRecords records,
      TargetReading target,
      Reconciliation reconciliation,
      Supplier<MappingsInForce> inForce) {
    this.state = context.state();
    this.answers = new ScimAnswers(product);
    this.links = links;
    this.cycles = context.cycles();
    this.planner = planner;
    this.completions = completions;
    this.entra = entra;
    this.records = records;
    this.target = target;
    this.reconciliation = reconciliation;
    this.inForce = inForce;
  }

  /**
   * Whether every account in the target must be checked, because no links tell which are managed.
   *
   * @return true before the first cycle, and after the links were lost or removed
   */
  public boolean isAdoptionDue() {
    return cycles.isProvisioned(ObjectType.USER) && !state.accounts().isOwnershipKnown();
  }

  /**
   * Records that all accounts are checked and the users in scope are matched. Until then the next
   * cycle checks them again: after a partial list, when the program ended or stopped sending before
   * matching was complete, and when a user left the scope between the check and the matching. A
   * parked user is reported and not searched for again.
   */
  public void completeAdoption() {
    if (isAdoptionDue()
        && target.isReadToEnd(ObjectType.USER)
        && cycles.canSend()
        && !hasOverlookedAccount()) {
      state.accounts().markOwnershipKnown();
    }
  }

  private boolean hasOverlookedAccount() {
    Iterator<ObjectNode> unlinked = state.accounts().unlinked(ObjectType.USER);
    while (unlinked.hasNext()) {
      ObjectNode resource = unlinked.next();
      if (isEnabled(resource)
          && planner.excludingPattern(resource) == null
          && TargetReading.externalId(resource).filter(this::isOverlooked).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a user has exactly one account, and the account has no link for no reported reason. */
  private boolean isOverlooked(String user) {
    ObjectKey key = ObjectKey.user(user);
    return state.source().find(key).isPresent()
        && state.links().find(key).map(Link::targetId).isEmpty()
        && state.parked().find(key).isEmpty()
        && state.target().find(ObjectType.USER, "externalId", user).size() == 1;
  }

  /**
   * The accounts without a link.
   *
   * @return SCIM resources; none if users are not provisioned
   */
  public Iterator<ObjectNode> accounts() {
    return cycles.isProvisioned(ObjectType.USER)
        ? new StopAwareIterator<>(state.accounts().unlinked(ObjectType.USER), cycles)
        : Collections.emptyIterator();
  }

  /**
   * Finds the user that an account names by its externalId.
   *
   * @param account the current account
   * @return null if the source copy has no such user
   */
  public @Nullable StoredObject findUser(@Variable(ExchangeVariables.ACCOUNT) ObjectNode account) {
    return TargetReading.externalId(account)
        .flatMap(id -> state.source().find(ObjectKey.user(id)))
        .orElse(null);
  }

  /**
   * Whether Entra's recycle bin must be asked for the user that an account names.
   *
   * @param account the current account, whose user the source copy does not have
   * @return false if the account names no user or is disabled: the answer would change nothing
   */
  public boolean needsLookup(@Variable(ExchangeVariables.ACCOUNT) ObjectNode account) {
    return isEnabled(account)
        && TargetReading.externalId(account)
            .filter(id -> OBJECT_ID.matcher(id).matches())
            .isPresent();
  }

  /**
   * Whether an account matters here.
   *
   * @param resource the account
   * @return false if {@code zscaler.never-touch} names it, and for a disabled account in a cycle
   *     that does not report
   */
  public boolean isRelevant(@Body ObjectNode resource) {
    return planner.excludingPattern(resource) == null
        && (isEnabled(resource) || reconciliation.isReporting());
  }

  private boolean isEnabled(ObjectNode resource) {
    return !Boolean.FALSE.equals(answers.user(resource).active());
  }

  /**
   * The link that asks Graph for a user in the recycle bin.
   *
   * @param account the account that names the user
   */
  public String deletedUserLink(@Variable(ExchangeVariables.ACCOUNT) ObjectNode account) {
    return links.deleted(externalId(account));
  }

  /**
   * Stores the user that Graph found in the recycle bin.
   *
   * @param answer Graph's answer
   * @param account the account that names the user
   * @return null if the answer is not a user
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
   * Lists a foreign account.
   *
   * @param resource the current account
   */
  public void listForeignAccount(@Variable(ExchangeVariables.ACCOUNT) ObjectNode resource) {
    TargetUser account = answers.user(resource);
    boolean hasObjectId =
        TargetReading.externalId(resource).filter(i -> OBJECT_ID.matcher(i).matches()).isPresent();
    reconciliation.recordForeign(
        new Difference(
            hasObjectId ? Kind.UNPROVEN_ACCOUNT : Kind.FOREIGN_ACCOUNT,
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
   * Adopts the account if its user should have none; the ordinary rules then decide about it. The
   * account of a user that should have one is matched in the ordinary way.
   *
   * @param subject the user with its scope
   * @param resource the current account
   */
  public void adopt(
      @Variable(ExchangeVariables.SUBJECT) Subject subject,
      @Variable(ExchangeVariables.ACCOUNT) ObjectNode resource) {
    Candidate candidate = subject.candidate();
    Link link = state.links().find(candidate.key()).orElse(null);
    boolean hasOtherAccount = link != null && link.targetId() != null;
    if (!isEnabled(resource) || (planner.isRequired(candidate) && !hasOtherAccount)) {
      return;
    }
    int accounts = state.target().find(ObjectType.USER, "externalId", candidate.key().id()).size();
    if (hasOtherAccount || accounts > 1) {
      recordContradiction(resource, candidate, hasOtherAccount);
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
            "managed by its externalId; its user should have no account",
            1));
    if (reconciliation.isRepairing()) {
      state.accounts().adopt(planner.adoptedLink(candidate, inForce.get().users(), resource));
    }
  }

  private void recordContradiction(
      ObjectNode account, Candidate candidate, boolean hasOtherAccount) {
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
    if (reconciliation.isRepairing() && !hasOtherAccount) {
      records.park(
          candidate,
          new Decision.Refuse(
              "DuplicateTargetEntries",
              reason,
              "Remove all but one of them in Zscaler, then use retry."),
          completions.of(candidate));
    }
  }

  private static String externalId(ObjectNode account) {
    return TargetReading.externalId(account).orElseThrow();
  }
}
