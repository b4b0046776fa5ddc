package org.entrazscaler.entra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.directory.SourceAttributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.graph.AppRole;
import org.entrazscaler.graph.GraphAnswers;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code read-tenant}, which reads the data of the whole tenant that expressions use.
 * It is read in each cycle, but only if a mapping needs it, because it needs another permission.
 */
public final class TenantReader {

  private static final Logger LOG = LoggerFactory.getLogger(TenantReader.class);
  private static final String DEFAULT_DOMAIN = "DefaultDomain";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GraphLinks links;
  private final String enterpriseAppId;
  private final State state;
  private final Supplier<MappingsInForce> inForce;

  public TenantReader(EntraSettings settings, State state, Supplier<MappingsInForce> inForce) {
    this.links = new GraphLinks(settings.graphUrl());
    this.enterpriseAppId = String.valueOf(settings.enterpriseAppId());
    this.state = state;
    this.inForce = inForce;
  }

  /** Whether a mapping uses {@code DefaultDomain()}. */
  public boolean needsDefaultDomain() {
    return Stream.of(inForce.get().users(), inForce.get().groups())
        .flatMap(mapping -> mapping.rows().stream())
        .anyMatch(row -> row.source().functionNames().contains(DEFAULT_DOMAIN));
  }

  /** The link to the tenant's domains. */
  public String defaultDomainLink() {
    return links.organization();
  }

  /**
   * Stores the default domain. If it has changed, everything is evaluated anew.
   *
   * @param answer the organization
   */
  public void storeDefaultDomain(@Body JsonNode answer) {
    String domain = EntraReader.parse(() -> GraphAnswers.defaultDomain(answer));
    store(Facts.DEFAULT_DOMAIN, domain, "The tenant's default domain has");
  }

  /** Whether the mapping of users reads {@code appRoleAssignments}. */
  public boolean needsAppRoles() {
    return inForce.get().users().sourceNames().contains(SourceAttributes.ROLES);
  }

  /** The link to the roles of the enterprise application. */
  public String appRolesLink() {
    return links.appRoles(enterpriseAppId);
  }

  /**
   * Stores the roles. If they have changed, everything is evaluated anew.
   *
   * @param answer the enterprise application
   */
  public void storeAppRoles(@Body JsonNode answer) {
    List<AppRole> roles = EntraReader.parse(() -> GraphAnswers.appRoles(answer));
    ObjectNode byId = JSON.createObjectNode();
    roles.forEach(role -> byId.put(role.id(), role.json()));
    store(Facts.APP_ROLES, byId.toString(), "The roles of the enterprise application have");
  }

  private void store(String fact, String content, String subject) {
    Optional<String> before = state.facts().get(fact);
    if (before.isPresent() && !before.get().equals(content)) {
      LOG.info("{} changed: everything is evaluated anew.", subject);
      state.sourceUpdater().forgetWatermarks();
    }
    state.facts().put(fact, content);
  }

  /**
   * The roles of a user, in the form in which the role functions read them. Default Access is not a
   * role of the application and is not included.
   *
   * @param key the user; a group has no roles
   * @return each role as JSON; empty if no mapping reads roles
   */
  public static List<String> roles(State state, MappingsInForce mappings, ObjectKey key) {
    if (key.type() != ObjectType.USER
        || !mappings.users().sourceNames().contains(SourceAttributes.ROLES)) {
      return List.of();
    }
    try {
      JsonNode byId = JSON.readTree(state.facts().get(Facts.APP_ROLES).orElse("{}"));
      return state.entitlement().roleIds(key.id()).stream()
          .filter(byId::hasNonNull)
          .map(role -> byId.get(role).asText())
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The state contains roles that are not JSON.", e);
    }
  }

  /**
   * The values other than attributes that expressions use: the time and the tenant's default
   * domain.
   */
  public static EvaluationContext evaluation(Clock clock, State state) {
    return EvaluationContext.of(clock)
        .withDefaultDomain(() -> state.facts().get(Facts.DEFAULT_DOMAIN).orElse(null));
  }
}
