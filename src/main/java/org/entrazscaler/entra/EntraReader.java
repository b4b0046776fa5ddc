package org.entrazscaler.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.directory.SourceAttributes;
import org.entrazscaler.directory.SourceObject;
import org.entrazscaler.graph.Assignment;
import org.entrazscaler.graph.AssignmentPage;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.GraphAnswers;
import org.entrazscaler.graph.GraphError;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.PageTrail;
import org.entrazscaler.graph.PrincipalType;
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.settings.EntraSettings.DefaultAccess;
import org.entrazscaler.settings.ProvisioningSettings.Scope;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.SourceUpdater;
import org.entrazscaler.source.StoredAssignment;
import org.entrazscaler.source.Watermark;
import org.entrazscaler.target.Subject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code read-entra.camel.yaml}: what is asked of Graph, and what its answers say. */
public final class EntraReader {

  private static final Logger LOG = LoggerFactory.getLogger(EntraReader.class);

  private final GraphLinks links;
  private final EntraSettings settings;
  private final boolean everything;
  private final SourceStore source;
  private final SourceUpdater updater;
  private final Supplier<MappingsInForce> inForce;
  private final CycleControl cycles;

  public EntraReader(
      EntraSettings settings,
      Scope scope,
      SourceStore source,
      SourceUpdater updater,
      Supplier<MappingsInForce> inForce,
      CycleControl cycles) {
    this.links = new GraphLinks(settings.graphUrl());
    this.settings = settings;
    this.everything = scope == Scope.ALL;
    this.source = source;
    this.updater = updater;
    this.inForce = inForce;
    this.cycles = cycles;
  }

  /** An answer that cannot be understood counts as none: the same request may succeed later. */
  public static <T> T parse(Supplier<T> parser) {
    try {
      return parser.get();
    } catch (GraphAnswerException e) {
      throw new EntraUnavailableException(e);
    }
  }

  private @Nullable String requireTrusted(@Nullable String link) {
    return link == null ? null : parse(() -> links.trusted(link));
  }

  // --- assignments --------------------------------------------------------------------------

  /**
   * Begins to read the assignments.
   *
   * @param gathered where they go beside a cycle; null if they go into the state
   * @return the list, of which nothing is read
   */
  public AssignmentList beginAssignments(
      @Variable(ExchangeVariables.GATHERED) @Nullable GatheredChanges gathered) {
    return new AssignmentList(
        links.assignments(String.valueOf(settings.enterpriseAppId())), gathered);
  }

  /**
   * Takes one page of assignments.
   *
   * @param answer the page
   * @param list to which it belongs
   * @throws EntraUnavailableException if it is no such page, or leads elsewhere
   */
  public void addAssignments(
      @Body JsonNode answer, @Variable(ExchangeVariables.GRAPH_LIST) AssignmentList list) {
    AssignmentPage page = parse(() -> GraphAnswers.assignmentPage(answer));
    for (Assignment assignment : page.assignments()) {
      if (assignment.principalType() != PrincipalType.OTHER) {
        list.add(
            new StoredAssignment(
                assignment.id(),
                assignment.principalId(),
                assignment.principalType().name(),
                assignment.appRoleId(),
                !assignment.defaultAccess() || settings.defaultAccess() == DefaultAccess.INCLUDE));
      }
    }
    follow(list.trail(), answer, page.nextLink(), null);
    list.follow(page.nextLink());
  }

  /**
   * Puts the assignments in the place of those that were.
   *
   * @param list all of them
   */
  public void storeAssignments(@Variable(ExchangeVariables.GRAPH_LIST) AssignmentList list) {
    GatheredChanges gathered = list.gathered();
    if (gathered == null) {
      updater.replaceAssignments(list.assignments());
    } else {
      gathered.assignments(list.assignments());
    }
  }

  // --- delta queries ------------------------------------------------------------------------

  /**
   * Goes on where a round was left, begins the next round, or begins one over everything.
   *
   * @param type users or groups
   * @param gathered where the pages go beside a cycle; null if they go into the state
   * @return the round, of which nothing is read
   */
  public DeltaRound beginChanges(
      @Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type,
      @Variable(ExchangeVariables.GATHERED) @Nullable GatheredChanges gathered) {
    Watermark watermark = updater.watermark(type).orElse(null);
    String kept = watermark == null ? null : watermark.nextLink();
    if (kept == null && watermark != null) {
      kept = watermark.deltaLink();
    }
    if (gathered != null) {
      gathered.begin(type, Objects.requireNonNull(watermark, "watermark"));
      return DeltaRound.from(type, keptLink(kept), watermark.deltaLink(), gathered);
    }
    if (kept == null) {
      return DeltaRound.overEverything(type, firstLink(type), false);
    }
    try {
      String link = keptLink(kept);
      if (watermark.nextLink() == null) {
        updater.beginDeltaRound(type);
      }
      return DeltaRound.from(type, link, watermark.deltaLink(), null);
    } catch (ResyncRequiredException e) {
      return startFullRound(type, e);
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

  /**
   * Begins a round over everything, because Graph no longer takes the link that was kept.
   *
   * @param round the round under way
   * @param required what Graph said
   * @return the round in its place
   * @throws ResyncRequiredException the same if it is said again, or beside a cycle: then the cycle
   *     ends with that answer
   */
  public DeltaRound resync(
      @Variable(ExchangeVariables.GRAPH_LIST) DeltaRound round,
      @ExchangeException ResyncRequiredException required) {
    if (!round.mayResync()) {
      throw required;
    }
    return startFullRound(round.type(), required);
  }

  private DeltaRound startFullRound(ObjectType type, ResyncRequiredException required) {
    LOG.warn("All {}s are read anew: {}", type.word(), required.getMessage());
    return DeltaRound.overEverything(type, firstLink(type), true);
  }

  private String firstLink(ObjectType type) {
    List<String> select = select(type);
    return type == ObjectType.USER
        ? links.initialUsersDelta(select)
        : links.initialGroupsDelta(select);
  }

  /**
   * Takes one page of changes into the state, or into what is gathered, with the link that follows
   * it. Pages that follow each other are stored together, about a thousand changes at a time.
   *
   * @param answer the page
   * @param round to which it belongs
   * @throws EntraUnavailableException if it is no such page, or leads elsewhere
   */
  public void storeChanges(
      @Body JsonNode answer, @Variable(ExchangeVariables.GRAPH_LIST) DeltaRound round) {
    ObjectType type = round.type();
    DeltaPage page = parse(() -> GraphAnswers.deltaPage(type, answer));
    // Before anything is kept: a link that is not followed would be kept with it, for ever.
    requireTrusted(page.nextLink());
    requireTrusted(page.deltaLink());
    GatheredChanges gathered = round.gathered();
    try {
      follow(round.trail(), answer, page.nextLink(), page.deltaLink());
    } catch (EntraUnavailableException endless) {
      if (gathered == null) {
        // The links of this round lead nowhere: the next cycle begins another one.
        round.takeRead();
        updater.beginFullRound(type, firstLink(type));
      }
      throw endless;
    }
    if (gathered != null) {
      gathered.add(type, page);
    } else if (round.add(page)) {
      storeRemaining(round);
    }
    round.follow(page.nextLink());
  }

  /**
   * Stores what was read and is not stored yet, also of a round that ends early, so that the next
   * cycle goes on there.
   *
   * @param round to which it belongs
   */
  public void storeRemaining(@Variable(ExchangeVariables.GRAPH_LIST) DeltaRound round) {
    DeltaPage read = round.takeRead();
    if (read == null) {
      return;
    }
    String restarted = round.takeRestart();
    if (restarted != null) {
      updater.beginFullRound(round.type(), restarted);
    }
    storePage(round.type(), read);
    cycles.current().count(Counter.READ, read.changes().size());
  }

  /** Goes on with a list, unless it leads elsewhere or does not end. */
  public void follow(
      PageTrail trail, JsonNode answer, @Nullable String next, @Nullable String delta) {
    requireTrusted(next);
    requireTrusted(delta);
    parse(
        () -> {
          trail.follow(answer, next, delta);
          return trail;
        });
  }

  /** Takes one page into the state, with the link that follows it. */
  public void storePage(ObjectType type, DeltaPage page) {
    updater.storePage(type, page, propertiesOutOfScope(type), everything);
  }

  /** Takes in one object that was asked for. */
  public void storeObject(DirectoryChange change) {
    updater.storeObject(change, propertiesOutOfScope(change.type()), everything);
  }

  /** Asks for one object; a user also by userPrincipalName. */
  public String objectLink(ObjectType type, String id) {
    return type == ObjectType.USER ? links.user(id, select(type)) : links.group(id, select(type));
  }

  /** Asks for all objects of a displayName. */
  public String linkByName(ObjectType type, String name) {
    return links.named(type, name, select(type));
  }

  /** Asks for the members of a group. */
  public String membersLink(String group) {
    return links.members(group);
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
  public Set<String> propertiesOutOfScope(ObjectType type) {
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

  /**
   * Where an object is asked for.
   *
   * @param subject the object at hand
   * @return a link of Graph
   */
  public String objectLink(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    ObjectKey key = subject.key();
    List<String> select = select(key.type());
    return key.type() == ObjectType.USER
        ? links.user(key.id(), select)
        : links.group(key.id(), select);
  }

  /**
   * Takes an object as Graph shows it.
   *
   * @param answer the object
   * @param subject the object at hand
   * @throws EntraUnavailableException if it is none
   */
  public void storeFetched(
      @Body JsonNode answer, @Variable(ExchangeVariables.SUBJECT) Subject subject) {
    ObjectKey key = subject.key();
    DirectoryChange read = parse(() -> GraphAnswers.object(key.type(), answer));
    updater.storeProperties(
        key, SourceObject.merge(JsonNodeFactory.instance.objectNode(), read.properties()));
    subject.updateStored(source.find(key).orElseThrow());
  }

  /**
   * Where an object that was deleted, and can be restored, is asked for.
   *
   * @param subject the object at hand
   * @return a link of Graph
   */
  public String deletedLink(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return links.deleted(subject.key().id());
  }

  /**
   * It is there after all.
   *
   * @param subject the object at hand
   */
  public void markPresent(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    storePresence(subject, Presence.PRESENT);
  }

  /**
   * It is deleted and can be restored, as far as Graph says.
   *
   * @param subject the object at hand
   */
  public void markSoftDeleted(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    storePresence(subject, Presence.SOFT_DELETED);
  }

  /**
   * It is deleted for good.
   *
   * @param subject the object at hand
   */
  public void markDeleted(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    storePresence(subject, Presence.DELETED);
  }

  private void storePresence(Subject subject, Presence presence) {
    updater.storePresence(subject.key(), presence);
    subject.updateStored(source.find(subject.key()).orElseThrow());
  }

  /**
   * Graph refuses to say what became of one object.
   *
   * @param refused how
   * @throws SourceUnclearException always, but for another answer than Graph's, which is no word on
   *     one object
   * @throws EntraRefusedException then, as it came
   */
  public void failUnclear(@ExchangeException EntraRefusedException refused) {
    GraphError error = refused.error();
    throw error == null || error.kind() == GraphError.Kind.UNEXPECTED
        ? refused
        : new SourceUnclearException(refused);
  }
}
