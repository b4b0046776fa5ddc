package org.entrazscaler.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.entra.Assignment;
import org.entrazscaler.entra.AssignmentPage;
import org.entrazscaler.entra.DeltaPage;
import org.entrazscaler.entra.DirectoryChange;
import org.entrazscaler.entra.GraphAnswerException;
import org.entrazscaler.entra.GraphAnswers;
import org.entrazscaler.entra.GraphError;
import org.entrazscaler.entra.GraphLinks;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.entra.PageTrail;
import org.entrazscaler.entra.PrincipalType;
import org.entrazscaler.entra.SourceAttributes;
import org.entrazscaler.entra.SourceObject;
import org.entrazscaler.route.failure.EntraRefusedException;
import org.entrazscaler.route.failure.EntraUnavailableException;
import org.entrazscaler.route.failure.ResyncRequiredException;
import org.entrazscaler.route.failure.SourceUnclearException;
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.settings.EntraSettings.DefaultAccess;
import org.entrazscaler.settings.ProvisioningSettings.Scope;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.Presence;
import org.entrazscaler.state.SourceReading;
import org.entrazscaler.state.SourceStore;
import org.entrazscaler.state.StoredAssignment;
import org.entrazscaler.state.StoredObject;
import org.entrazscaler.state.Watermark;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code read-entra.camel.yaml}: what is asked of Graph, and what its answers say. */
final class EntraReading {

  private static final Logger LOG = LoggerFactory.getLogger(EntraReading.class);

  private final GraphLinks links;
  private final EntraSettings settings;
  private final boolean everything;
  private final SourceStore source;
  private final SourceReading reading;
  private final Supplier<MappingsInForce> inForce;
  private final CycleControl cycles;

  EntraReading(
      EntraSettings settings,
      Scope scope,
      SourceStore source,
      SourceReading reading,
      Supplier<MappingsInForce> inForce,
      CycleControl cycles) {
    this.links = new GraphLinks(settings.graphUrl());
    this.settings = settings;
    this.everything = scope == Scope.ALL;
    this.source = source;
    this.reading = reading;
    this.inForce = inForce;
    this.cycles = cycles;
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
    begin(exchange, links.assignments(String.valueOf(settings.enterpriseAppId())), null);
  }

  void takeAssignments(Exchange exchange) {
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    AssignmentPage page = understood(() -> GraphAnswers.assignmentPage(answer));
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
    trail(exchange, answer, page.nextLink(), null);
    follow(exchange, page.nextLink());
  }

  void storeAssignments(Exchange exchange) {
    GatheredReading gathered = gathered(exchange);
    if (gathered == null) {
      reading.replaceAssignments(assignments(exchange));
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
    exchange.removeVariable(Names.RESTART);
    Watermark watermark = reading.watermark(type).orElse(null);
    String kept = watermark == null ? null : watermark.nextLink();
    if (kept == null && watermark != null) {
      kept = watermark.deltaLink();
    }
    GatheredReading gathered = gathered(exchange);
    if (gathered != null) {
      gathered.begin(type, Objects.requireNonNull(watermark, "watermark"));
      beginKept(exchange, keptLink(kept), watermark);
    } else if (kept == null) {
      restartChanges(exchange);
    } else {
      try {
        String link = keptLink(kept);
        if (watermark.nextLink() == null) {
          reading.beginDeltaRound(type);
        }
        beginKept(exchange, link, watermark);
      } catch (ResyncRequiredException e) {
        restartChanges(exchange, e);
      }
    }
  }

  /** A link that was kept for another {@code entra.graph-url} is of no use any more. */
  private String keptLink(String kept) {
    try {
      links.trusted(kept);
      return kept;
    } catch (GraphAnswerException e) {
      throw new ResyncRequiredException(e);
    }
  }

  private static void beginKept(Exchange exchange, String kept, Watermark watermark) {
    begin(exchange, kept, watermark.deltaLink());
    exchange.setVariable(Names.KEPT, kept);
  }

  private static void begin(Exchange exchange, String first, @Nullable String deltaLink) {
    exchange.removeVariable(Names.KEPT);
    exchange.setVariable(Names.TRAIL, new PageTrail(first, deltaLink));
    follow(exchange, first);
  }

  /**
   * Begins a round over everything, because Graph no longer takes the link that was kept. Asked for
   * it twice in a row it would be asked for ever: the cycle ends with that answer. Beside a cycle
   * nothing is read whole.
   */
  void resyncChanges(Exchange exchange) {
    ResyncRequiredException required =
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ResyncRequiredException.class);
    if (exchange.getVariable(Names.RESYNCED, false, Boolean.class) || gathered(exchange) != null) {
      throw required;
    }
    restartChanges(exchange, required);
  }

  private void restartChanges(Exchange exchange, ResyncRequiredException required) {
    LOG.warn("All {}s are read anew: {}", objects(exchange).word(), required.getMessage());
    exchange.setVariable(Names.RESYNCED, true);
    restartChanges(exchange);
  }

  /**
   * Begins a round over everything. What was kept is given up only once its first page is there.
   */
  private void restartChanges(Exchange exchange) {
    String first = firstLink(objects(exchange));
    exchange.setVariable(Names.RESTART, first);
    begin(exchange, first, null);
  }

  private String firstLink(ObjectType type) {
    List<String> select = select(type);
    return type == ObjectType.USER
        ? links.initialUsersDelta(select)
        : links.initialGroupsDelta(select);
  }

  void storeChanges(Exchange exchange) {
    ObjectType type = objects(exchange);
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    DeltaPage page = understood(() -> GraphAnswers.deltaPage(type, answer));
    // Before anything is kept: a link that is not followed would be kept with it, for ever.
    followable(page.nextLink());
    followable(page.deltaLink());
    GatheredReading gathered = gathered(exchange);
    try {
      trail(exchange, answer, page.nextLink(), page.deltaLink());
    } catch (EntraUnavailableException endless) {
      if (gathered == null) {
        // The links of this round lead nowhere: the next cycle begins another one.
        reading.beginFullRound(type, firstLink(type));
      }
      throw endless;
    }
    if (gathered == null) {
      String restarted = exchange.getVariable(Names.RESTART, String.class);
      if (restarted != null) {
        reading.beginFullRound(type, restarted);
        exchange.removeVariable(Names.RESTART);
      }
      store(type, page);
      cycles.current().count(Counter.READ, page.changes().size());
    } else {
      gathered.add(type, page);
    }
    follow(exchange, page.nextLink());
  }

  private void trail(
      Exchange exchange, JsonNode answer, @Nullable String next, @Nullable String delta) {
    follow(exchange.getVariable(Names.TRAIL, PageTrail.class), answer, next, delta);
  }

  /** Goes on with a list, unless it leads elsewhere or does not end. */
  void follow(PageTrail trail, JsonNode answer, @Nullable String next, @Nullable String delta) {
    followable(next);
    followable(delta);
    understood(
        () -> {
          trail.follow(answer, next, delta);
          return trail;
        });
  }

  /** Takes one page into the state, with the link that follows it. */
  void store(ObjectType type, DeltaPage page) {
    reading.store(type, page, keptOutOfScope(type), everything);
  }

  /** Takes in one object that was asked for. */
  void takeIn(DirectoryChange change) {
    reading.takeIn(change, keptOutOfScope(change.type()), everything);
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
    reading.complete(stored.key(), properties);
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
    reading.became(key, presence);
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
