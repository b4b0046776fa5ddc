package org.entrazscaler.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.scim.Domains;
import org.entrazscaler.scim.NeverTouch;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.settings.ProvisioningSettings.Action;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.settings.ProvisioningSettings.DeprovisionGroups;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/** One source object, its target object and the settings of a test; the rest has default values. */
final class PlannerTrial {

  static final String USER_MAPPING =
      """
      userName: [userPrincipalName] | match 1
      externalId: [objectId] | match 2
      active: Switch([IsSoftDeleted], , "False", "True", "True", "False")
      displayName: [displayName]
      """;

  static final String GROUP_MAPPING =
      """
      displayName: [displayName] | match 1
      externalId: [objectId]
      members: [members]
      """;

  static final String MANAGER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectType type;
  private String mapping;
  private ObjectNode properties;
  private Presence presence = Presence.PRESENT;
  private boolean entitled = true;
  private boolean passesFilter = true;
  private @Nullable Link link;
  private boolean membersDiffer;
  private Product product = Product.ZIA;
  private Set<Action> actions = EnumSet.allOf(Action.class);
  private Deprovision deprovision = Deprovision.DISABLE;
  private DeprovisionGroups deprovisionGroups = DeprovisionGroups.EMPTY;
  private List<String> domains = List.of();
  private final Map<String, String> accounts = new HashMap<>();

  private PlannerTrial(ObjectType type, String mapping, String properties) {
    this.type = type;
    this.mapping = mapping;
    this.properties = json(properties);
  }

  /** Ann, enabled and assigned, not in the target. */
  static PlannerTrial ann() {
    return new PlannerTrial(
        ObjectType.USER,
        USER_MAPPING,
        "{'userPrincipalName':'ann@example.com','displayName':'Ann','accountEnabled':true}");
  }

  /** Staff, an assigned security group, not in the target. */
  static PlannerTrial staff() {
    return new PlannerTrial(
        ObjectType.GROUP, GROUP_MAPPING, "{'displayName':'Staff','securityEnabled':true}");
  }

  /** Parses JSON with single quotes. */
  static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The target has the mapped values. */
  PlannerTrial provisioned() {
    return holding(((Decision.Write) matched()).change().written());
  }

  /** The target has the values of the JSON. */
  PlannerTrial holding(String written) {
    return holding(json(written));
  }

  private PlannerTrial holding(ObjectNode written) {
    link =
        new Link(
            key(), "t-1", Origin.CREATED, written, ValueComparison.isDisabled(written), true, null);
    return this;
  }

  /** Its creation was sent and has no answer. */
  PlannerTrial begun() {
    link = new Link(key(), null, Origin.CREATED, json("{}"), false, false, "create");
    return this;
  }

  PlannerTrial mapping(String rows) {
    mapping = rows;
    return this;
  }

  PlannerTrial row(String row) {
    mapping += row + "\n";
    return this;
  }

  /** Changes the properties in Graph. */
  PlannerTrial with(String changed) {
    properties = org.entrazscaler.directory.SourceObject.merge(properties, json(changed));
    return this;
  }

  PlannerTrial presence(Presence value) {
    presence = value;
    return this;
  }

  PlannerTrial unassigned() {
    entitled = false;
    return this;
  }

  PlannerTrial filteredOut() {
    passesFilter = false;
    return this;
  }

  PlannerTrial backInScope() {
    presence = Presence.PRESENT;
    entitled = true;
    passesFilter = true;
    return this;
  }

  PlannerTrial membersDiffer() {
    membersDiffer = true;
    return this;
  }

  PlannerTrial on(Product value) {
    product = value;
    return this;
  }

  PlannerTrial actions(Action... allowed) {
    actions = Set.of(allowed);
    return this;
  }

  PlannerTrial deprovision(Deprovision value) {
    deprovision = value;
    return this;
  }

  PlannerTrial deprovision(DeprovisionGroups value) {
    deprovisionGroups = value;
    return this;
  }

  PlannerTrial domains(String... registered) {
    domains = List.of(registered);
    return this;
  }

  PlannerTrial account(String sourceId, String targetId) {
    accounts.put(sourceId, targetId);
    return this;
  }

  private ObjectKey key() {
    return new ObjectKey(type, "o-1");
  }

  Candidate candidate() {
    return new Candidate(
        new StoredObject(key(), properties, true, presence, entitled, 7),
        entitled,
        passesFilter,
        type == ObjectType.USER && deprovision == Deprovision.KEEP);
  }

  MappedObject mapped() {
    return Mapping.compile(mapping)
        .map(candidate().source(), EvaluationContext.of(Clock.systemUTC()));
  }

  Planner planner() {
    ProvisioningSettings settings =
        new ProvisioningSettings(
            true,
            ProvisioningSettings.Scope.ASSIGNED,
            true,
            true,
            actions,
            actions,
            "0 0/5 * * * ?",
            null,
            ProvisioningSettings.Reconcile.REPORT,
            ProvisioningSettings.NestedGroups.IGNORE,
            deprovision,
            deprovisionGroups,
            500,
            20,
            Duration.ofDays(90));
    return new Planner(
        type,
        product,
        settings,
        new Exclusions(new NeverTouch(NeverTouch.DEFAULT, product), new Domains(domains)),
        id -> Optional.ofNullable(accounts.get(id)));
  }

  /** Updates the known values from the target object. */
  PlannerTrial seen(String resource) {
    link = planner().linkAsRead(Objects.requireNonNull(link), mapped(), json(resource));
    return this;
  }

  @Nullable Link link() {
    return link;
  }

  Decision decide() {
    return planner().plan(candidate(), mapped(), link, membersDiffer);
  }

  /** The decision after the target has returned these objects. */
  Decision matched(String... resources) {
    return owned(null, resources);
  }

  Decision owned(@Nullable String owner, String... resources) {
    return planner()
        .planMatched(
            candidate(),
            mapped(),
            List.of(resources).stream().map(PlannerTrial::json).toList(),
            owner);
  }
}
