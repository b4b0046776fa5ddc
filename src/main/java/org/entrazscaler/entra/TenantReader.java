package org.entrazscaler.entra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.directory.SourceAttributes;
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
 * The steps of {@code read-tenant}: what expressions know of the tenant as a whole. It is read in
 * each cycle, but only if a mapping asks for it, because it takes a permission of its own.
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

  /**
   * Whether a mapping uses {@code DefaultDomain()}.
   *
   * @return false if the tenant's domains need not be read
   */
  public boolean needsDefaultDomain() {
    return Stream.of(inForce.get().users(), inForce.get().groups())
        .flatMap(mapping -> mapping.rows().stream())
        .anyMatch(row -> row.source().functionNames().contains(DEFAULT_DOMAIN));
  }

  /**
   * Where the tenant's domains are asked for.
   *
   * @return a link of Graph
   */
  public String defaultDomainLink() {
    return links.organization();
  }

  /**
   * Keeps the domain; when it is another one than before, everything is evaluated anew.
   *
   * @param answer what Graph says of the organization
   */
  public void storeDefaultDomain(@Body JsonNode answer) {
    String domain = EntraReader.parse(() -> GraphAnswers.defaultDomain(answer));
    keep(Facts.DEFAULT_DOMAIN, domain, "The tenant's default domain");
  }

  /**
   * Whether the mapping of users reads {@code appRoleAssignments}.
   *
   * @return false if the application's roles need not be read
   */
  public boolean needsAppRoles() {
    return inForce.get().users().sourceNames().contains(SourceAttributes.ROLES);
  }

  /**
   * Where the roles of the enterprise application are asked for.
   *
   * @return a link of Graph
   */
  public String appRolesLink() {
    return links.appRoles(enterpriseAppId);
  }

  /**
   * Keeps the roles; when they are others than before, everything is evaluated anew.
   *
   * @param answer what Graph says of the application
   */
  public void storeAppRoles(@Body JsonNode answer) {
    List<AppRole> roles = EntraReader.parse(() -> GraphAnswers.appRoles(answer));
    ObjectNode byId = JSON.createObjectNode();
    roles.forEach(role -> byId.put(role.id(), role.json()));
    keep(Facts.APP_ROLES, byId.toString(), "What the enterprise application's roles are");
  }

  private void keep(String fact, String content, String what) {
    Optional<String> before = state.facts().get(fact);
    if (before.isPresent() && !before.get().equals(content)) {
      LOG.info("{} has changed: everything is evaluated anew.", what);
      state.sourceUpdater().forgetWatermarks();
    }
    state.facts().put(fact, content);
  }

  /**
   * The roles of a user as the role functions read them. Default Access is none of the
   * application's own roles and is left out.
   *
   * @param state what was read
   * @param mappings say whether anybody asks
   * @param key the user; a group has no roles
   * @return each as JSON; empty where no mapping asks
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
      throw new IllegalStateException("The state holds roles that are no JSON.", e);
    }
  }
}
