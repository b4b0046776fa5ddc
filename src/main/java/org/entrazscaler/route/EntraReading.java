package org.entrazscaler.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.entra.Assignment;
import org.entrazscaler.entra.AssignmentPage;
import org.entrazscaler.entra.DeltaPage;
import org.entrazscaler.entra.DirectoryChange;
import org.entrazscaler.entra.EntraSignIn;
import org.entrazscaler.entra.GraphAnswerException;
import org.entrazscaler.entra.GraphAnswers;
import org.entrazscaler.entra.GraphError;
import org.entrazscaler.entra.GraphLinks;
import org.entrazscaler.entra.GraphPermission;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.entra.PrincipalType;
import org.entrazscaler.entra.SourceAttributes;
import org.entrazscaler.entra.SourceObject;
import org.entrazscaler.route.failure.EntraException;
import org.entrazscaler.route.failure.EntraRefusedException;
import org.entrazscaler.route.failure.EntraUnavailableException;
import org.entrazscaler.route.failure.ResyncRequiredException;
import org.entrazscaler.route.failure.SourceUnclearException;
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.settings.EntraSettings.DefaultAccess;
import org.entrazscaler.settings.ProvisioningSettings.Scope;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.Presence;
import org.entrazscaler.state.SourceStore;
import org.entrazscaler.state.StoredAssignment;
import org.entrazscaler.state.StoredObject;
import org.entrazscaler.state.Watermark;
import org.jspecify.annotations.Nullable;

/** The steps of {@code read-entra.camel.yaml}: what is asked of Graph, and what its answers say. */
final class EntraReading {

  private final GraphLinks links;
  private final EntraSettings settings;
  private final boolean everything;
  private final SourceStore source;
  private final Supplier<MappingsInForce> inForce;
  private final Supplier<EntraSignIn> signIn;
  private final CycleControl cycles;
  private final Clock clock;

  EntraReading(
      EntraSettings settings,
      Scope scope,
      SourceStore source,
      Supplier<MappingsInForce> inForce,
      Supplier<EntraSignIn> signIn,
      CycleControl cycles,
      Clock clock) {
    this.links = new GraphLinks(settings.graphUrl());
    this.settings = settings;
    this.everything = scope == Scope.ALL;
    this.source = source;
    this.inForce = inForce;
    this.signIn = signIn;
    this.cycles = cycles;
    this.clock = clock;
  }

  // --- one request --------------------------------------------------------------------------

  /** Aims the request at the link in {@link Names#NEXT}, having a token for it at hand. */
  void request(Exchange exchange) {
    cycles.refuseWhenEnding();
    String link = links.trusted(exchange.getVariable(Names.NEXT, String.class));
    signIn.get().token();
    exchange.removeVariable(Names.REQUEST);
    exchange.getMessage().removeHeaders("*", Names.ATTEMPTS);
    exchange.getMessage().setBody(null);
    exchange.getMessage().setHeader(Exchange.HTTP_URI, link);
    exchange.getMessage().setHeader("Accept", "application/json");
    Cycle cycle = cycles.running();
    if (cycle != null) {
      cycle.request(TargetSystem.ENTRA);
    }
  }

  /** Makes the answer JSON, or a failure of the type that the error policies know. */
  void answer(Exchange exchange) {
    int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    String body = exchange.getMessage().getBody(String.class);
    if (status < 200 || status > 299) {
      GraphError error =
          GraphError.read(status, exchange.getMessage().getHeaders(), body, need(exchange), clock);
      if (error.kind() == GraphError.Kind.UNAUTHENTICATED) {
        signIn.get().invalidate(signIn.get().token());
      }
      throw EntraException.of(error);
    }
    exchange.getMessage().setBody(understood(() -> GraphAnswers.json(body)));
    Names.attemptsOver(exchange);
  }

  private static GraphPermission need(Exchange exchange) {
    String link = exchange.getVariable(Names.NEXT, String.class);
    if (link.contains("/servicePrincipals")) {
      return GraphPermission.ENTERPRISE_APPLICATION;
    }
    if (link.contains("/organization")) {
      return GraphPermission.ORGANIZATION;
    }
    return link.contains("/groups") ? GraphPermission.GROUPS : GraphPermission.USERS;
  }

  /** An answer that cannot be understood counts as none: the same request may succeed later. */
  static <T> T understood(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (GraphAnswerException e) {
      throw new EntraUnavailableException(e);
    }
  }

  private @Nullable String followable(@Nullable String link) {
    return link == null ? null : understood(() -> links.trusted(link));
  }

  // --- assignments --------------------------------------------------------------------------

  void beginAssignments(Exchange exchange) {
    exchange.setVariable(Names.ASSIGNMENTS, new ArrayList<StoredAssignment>());
    exchange.setVariable(Names.NEXT, links.assignments(String.valueOf(settings.enterpriseAppId())));
  }

  void takeAssignments(Exchange exchange) {
    AssignmentPage page =
        understood(
            () -> GraphAnswers.assignmentPage(exchange.getMessage().getBody(JsonNode.class)));
    List<StoredAssignment> assignments = assignments(exchange);
    for (Assignment assignment : page.assignments()) {
      if (assignment.principalType() != PrincipalType.OTHER) {
        assignments.add(
            new StoredAssignment(
                assignment.id(),
                assignment.principalId(),
                assignment.principalType().name(),
                assignment.appRoleId(),
                !assignment.defaultAccess() || settings.defaultAccess() == DefaultAccess.INCLUDE));
      }
    }
    follow(exchange, followable(page.nextLink()));
  }

  void storeAssignments(Exchange exchange) {
    GatheredReading gathered = gathered(exchange);
    if (gathered == null) {
      source.replaceAssignments(assignments(exchange));
    } else {
      gathered.assignments(assignments(exchange));
    }
    exchange.removeVariable(Names.ASSIGNMENTS);
  }

  @SuppressWarnings("unchecked")
  private static List<StoredAssignment> assignments(Exchange exchange) {
    return (List<StoredAssignment>) exchange.getVariable(Names.ASSIGNMENTS, List.class);
  }

  // --- delta queries ------------------------------------------------------------------------

  /** Goes on where a round was left, begins the next round, or begins one over everything. */
  void beginChanges(Exchange exchange) {
    ObjectType type = objects(exchange);
    exchange.removeVariable(Names.RESYNCED);
    Watermark watermark = source.watermark(type).orElse(null);
    GatheredReading gathered = gathered(exchange);
    if (gathered != null) {
      gathered.begin(type, Objects.requireNonNull(watermark, "watermark"));
      follow(exchange, watermark.nextLink() == null ? watermark.deltaLink() : watermark.nextLink());
    } else if (watermark != null && watermark.nextLink() != null) {
      follow(exchange, watermark.nextLink());
    } else if (watermark != null && watermark.deltaLink() != null) {
      source.beginDeltaRound(type);
      follow(exchange, watermark.deltaLink());
    } else {
      restartChanges(exchange);
    }
  }

  /**
   * Begins a round over everything, because Graph no longer knows the link. Asked for it twice in a
   * row it would be asked for ever: the cycle ends with that answer. Beside a cycle nothing is read
   * whole.
   */
  void resyncChanges(Exchange exchange) {
    if (exchange.getVariable(Names.RESYNCED, false, Boolean.class) || gathered(exchange) != null) {
      throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ResyncRequiredException.class);
    }
    exchange.setVariable(Names.RESYNCED, true);
    restartChanges(exchange);
  }

  /** Begins a round over everything. */
  private void restartChanges(Exchange exchange) {
    ObjectType type = objects(exchange);
    List<String> select = select(type);
    String first =
        type == ObjectType.USER
            ? links.initialUsersDelta(select)
            : links.initialGroupsDelta(select);
    source.beginFullRound(type, first);
    follow(exchange, first);
  }

  void storeChanges(Exchange exchange) {
    ObjectType type = objects(exchange);
    DeltaPage page =
        understood(
            () -> GraphAnswers.deltaPage(type, exchange.getMessage().getBody(JsonNode.class)));
    // Before anything is kept: a link that is not followed would be kept with it, for ever.
    followable(page.nextLink());
    followable(page.deltaLink());
    GatheredReading gathered = gathered(exchange);
    if (gathered == null) {
      store(type, page);
      cycles.current().count(Counter.READ, page.changes().size());
    } else {
      gathered.add(type, page);
    }
    follow(exchange, page.nextLink());
  }

  /** Takes one page into the state, with the link that follows it. */
  void store(ObjectType type, DeltaPage page) {
    source.store(type, page, keptOutOfScope(type), everything);
  }

  /** Takes in one object that was asked for. */
  void takeIn(DirectoryChange change) {
    source.takeIn(change, keptOutOfScope(change.type()), everything);
  }

  /** Asks for one object; a user also by userPrincipalName. */
  String link(ObjectType type, String id) {
    return type == ObjectType.USER ? links.user(id, select(type)) : links.group(id, select(type));
  }

  /** Asks for all objects of a displayName. */
  String linkByName(ObjectType type, String name) {
    return links.named(type, name, select(type));
  }

  /** Asks for the members of a group. */
  String membersLink(String group) {
    return links.members(group);
  }

  private static @Nullable GatheredReading gathered(Exchange exchange) {
    return exchange.getVariable(Names.GATHERED, GatheredReading.class);
  }

  private List<String> select(ObjectType type) {
    return SourceAttributes.select(type, sourceNames(type));
  }

  private Set<String> sourceNames(ObjectType type) {
    MappingsInForce rules = inForce.get();
    return type == ObjectType.USER ? rules.userSourceNames() : rules.groupSourceNames();
  }

  /**
   * Of an object out of scope only what decides about the scope is kept.
   *
   * @return Graph's names
   */
  Set<String> keptOutOfScope(ObjectType type) {
    MappingsInForce rules = inForce.get();
    Set<String> names =
        type == ObjectType.USER
            ? rules.userScope().sourceNames()
            : rules.groupScope().sourceNames();
    List<String> always = SourceAttributes.select(type, Set.of());
    Set<String> kept = new HashSet<>();
    kept.add(type == ObjectType.USER ? "accountEnabled" : "securityEnabled");
    for (String name : names) {
      List<String> selected = SourceAttributes.select(type, Set.of(name));
      selected.stream().filter(property -> !always.contains(property)).forEach(kept::add);
      if (always.contains(name)) {
        kept.add(name);
      }
    }
    return Set.copyOf(kept);
  }

  // --- one object ---------------------------------------------------------------------------

  void beginFetch(Exchange exchange) {
    ObjectKey key = stored(exchange).key();
    List<String> select = select(key.type());
    follow(
        exchange,
        key.type() == ObjectType.USER
            ? links.user(key.id(), select)
            : links.group(key.id(), select));
  }

  void takeFetched(Exchange exchange) {
    StoredObject stored = stored(exchange);
    var read =
        understood(
            () ->
                GraphAnswers.object(
                    stored.key().type(), exchange.getMessage().getBody(JsonNode.class)));
    var properties = SourceObject.merge(JsonNodeFactory.instance.objectNode(), read.properties());
    source.complete(stored.key(), properties);
    exchange.setVariable(Names.STORED, source.find(stored.key()).orElseThrow());
    follow(exchange, null);
  }

  void beginDeletedQuestion(Exchange exchange) {
    follow(exchange, links.deleted(stored(exchange).key().id()));
  }

  void stillThere(Exchange exchange) {
    became(exchange, Presence.PRESENT);
  }

  void stillRestorable(Exchange exchange) {
    became(exchange, Presence.SOFT_DELETED);
  }

  /**
   * Graph refuses to say what became of one object. Another answer than Graph's is no word on one
   * object: it fails as it came.
   */
  void notTold(Exchange exchange) {
    EntraRefusedException refused =
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, EntraRefusedException.class);
    GraphError error = refused.error();
    throw error == null || error.kind() == GraphError.Kind.UNEXPECTED
        ? refused
        : new SourceUnclearException(refused);
  }

  void goneForGood(Exchange exchange) {
    became(exchange, Presence.DELETED);
  }

  private void became(Exchange exchange, Presence presence) {
    ObjectKey key = stored(exchange).key();
    source.became(key, presence);
    exchange.setVariable(Names.STORED, source.find(key).orElseThrow());
    follow(exchange, null);
  }

  private static StoredObject stored(Exchange exchange) {
    return exchange.getVariable(Names.STORED, StoredObject.class);
  }

  private static ObjectType objects(Exchange exchange) {
    return ObjectType.valueOf(exchange.getVariable(Names.OBJECTS, String.class));
  }

  private static void follow(Exchange exchange, @Nullable String link) {
    if (link == null) {
      exchange.removeVariable(Names.NEXT);
    } else {
      exchange.setVariable(Names.NEXT, link);
    }
  }
}
