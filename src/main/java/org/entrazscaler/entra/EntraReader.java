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

/**
 * The steps of {@code read-entra.camel.yaml}: makes the links for requests to Graph and stores the
 * answers.
 */
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

  /**
   * Parses an answer of Graph.
   *
   * @throws EntraUnavailableException if the answer is not as documented; the same request may
   *     succeed later
   */
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
   * @param gathered takes the assignments in an urgent pass; null if they go into the state
   * @return an empty list
   */
  public AssignmentList beginAssignments(
      @Variable(ExchangeVariables.GATHERED) @Nullable GatheredChanges gathered) {
    return new AssignmentList(
        links.assignments(String.valueOf(settings.enterpriseAppId())), gathered);
  }

  /**
   * Adds one page of assignments to the list.
   *
   * @param answer the page
   * @throws EntraUnavailableException if the page is not as documented, or its link does not lead
   *     to Graph
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
                !assignment.isDefaultAccess()
                    || settings.defaultAccess() == DefaultAccess.INCLUDE));
      }
    }
    checkLinks(list.trail(), answer, page.nextLink(), null);
    list.setNext(page.nextLink());
  }

  /**
   * Replaces the stored assignments.
   *
   * @param list all assignments
   */
  public void storeAssignments(@Variable(ExchangeVariables.GRAPH_LIST) AssignmentList list) {
    GatheredChanges gathered = list.gathered();
    if (gathered == null) {
      updater.replaceAssignments(list.assignments());
    } else {
      gathered.setAssignments(list.assignments());
    }
  }

  // --- delta queries ------------------------------------------------------------------------

  /**
   * Continues an interrupted round, or begins the next round or a full one.
   *
   * @param type users or groups
   * @param gathered takes the pages in an urgent pass; null if they go into the state
   * @return a round without pages
   */
  public DeltaRound beginChanges(
      @Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type,
      @Variable(ExchangeVariables.GATHERED) @Nullable GatheredChanges gathered) {
    Watermark watermark = updater.watermark(type).orElse(null);
    String storedLink = watermark == null ? null : watermark.nextLink();
    if (storedLink == null && watermark != null) {
      storedLink = watermark.deltaLink();
    }
    if (gathered != null) {
      gathered.begin(type, Objects.requireNonNull(watermark, "watermark"));
      return DeltaRound.from(
          type,
          checkStored(Objects.requireNonNull(storedLink, "delta link")),
          watermark.deltaLink(),
          gathered);
    }
    if (watermark == null || storedLink == null) {
      return DeltaRound.full(type, firstLink(type), false);
    }
    try {
      String link = checkStored(storedLink);
      if (watermark.nextLink() == null) {
        updater.beginDeltaRound(type);
      }
      return DeltaRound.from(type, link, watermark.deltaLink(), null);
    } catch (ResyncRequiredException e) {
      return startFullRound(type, e);
    }
  }

  /** A link that was stored for another {@code entra.graph-url} is useless. */
  private String checkStored(String link) {
    try {
      links.trusted(link);
      return link;
    } catch (GraphAnswerException e) {
      throw new ResyncRequiredException(e);
    }
  }

  /**
   * Begins a full round, because Graph no longer accepts the stored link.
   *
   * @param round the current round
   * @param required the failure
   * @return the full round
   * @throws ResyncRequiredException the given one, if the current round is a full round or belongs
   *     to an urgent pass: then reading ends with this failure
   */
  public DeltaRound resync(
      @Variable(ExchangeVariables.GRAPH_LIST) DeltaRound round,
      @ExchangeException ResyncRequiredException required) {
    if (!round.canResync()) {
      throw required;
    }
    return startFullRound(round.type(), required);
  }

  private DeltaRound startFullRound(ObjectType type, ResyncRequiredException required) {
    LOG.warn("All {}s are read again: {}", type.word(), required.getMessage());
    return DeltaRound.full(type, firstLink(type), true);
  }

  private String firstLink(ObjectType type) {
    List<String> select = select(type);
    return type == ObjectType.USER
        ? links.initialUsersDelta(select)
        : links.initialGroupsDelta(select);
  }

  /**
   * Stores one page of changes with the link that follows it, in the state or, in an urgent pass,
   * in memory. Successive pages are stored together, about a thousand changes at a time.
   *
   * @param answer the page
   * @throws EntraUnavailableException if the page is not as documented, its link does not lead to
   *     Graph, or the list does not end
   */
  public void storeChanges(
      @Body JsonNode answer, @Variable(ExchangeVariables.GRAPH_LIST) DeltaRound round) {
    ObjectType type = round.type();
    DeltaPage page = parse(() -> GraphAnswers.deltaPage(type, answer));
    // Before the page is stored: otherwise a link that cannot be followed would be stored for ever.
    requireTrusted(page.nextLink());
    requireTrusted(page.deltaLink());
    GatheredChanges gathered = round.gathered();
    try {
      checkLinks(round.trail(), answer, page.nextLink(), page.deltaLink());
    } catch (EntraUnavailableException endless) {
      if (gathered == null) {
        // The links of this round are useless: the next cycle begins a full round.
        round.pollUnstored();
        updater.beginFullRound(type, firstLink(type));
      }
      throw endless;
    }
    if (gathered != null) {
      gathered.add(type, page);
    } else if (round.add(page)) {
      storeRemaining(round);
    }
    round.setNext(page.nextLink());
  }

  /**
   * Stores the pages that are not stored yet. Also called for a round that ends early, so that the
   * next cycle continues there.
   */
  public void storeRemaining(@Variable(ExchangeVariables.GRAPH_LIST) DeltaRound round) {
    DeltaPage read = round.pollUnstored();
    if (read == null) {
      return;
    }
    String fullRoundLink = round.pollFullRoundLink();
    if (fullRoundLink != null) {
      updater.beginFullRound(round.type(), fullRoundLink);
    }
    storePage(round.type(), read);
    cycles.current().count(Counter.READ, read.changes().size());
  }

  /**
   * Checks the links of a page.
   *
   * @throws EntraUnavailableException if one does not lead to Graph, or if the list does not end
   */
  public void checkLinks(
      PageTrail trail, JsonNode answer, @Nullable String next, @Nullable String delta) {
    requireTrusted(next);
    requireTrusted(delta);
    parse(
        () -> {
          trail.follow(answer, next, delta);
          return trail;
        });
  }

  /** Stores one page in the state, with the link that follows it. */
  public void storePage(ObjectType type, DeltaPage page) {
    updater.storePage(type, page, propertiesOutOfScope(type), everything);
  }

  /** Stores one object that was read by a request of its own. */
  public void storeObject(DirectoryChange change) {
    updater.storeObject(change, propertiesOutOfScope(change.type()), everything);
  }

  /** The link to one object; for a user the id may be the userPrincipalName. */
  public String linkTo(ObjectType type, String id) {
    return type == ObjectType.USER ? links.user(id, select(type)) : links.group(id, select(type));
  }

  /** The link to all objects with a displayName. */
  public String linkByName(ObjectType type, String name) {
    return links.named(type, name, select(type));
  }

  /** The link to the members of a group. */
  public String membersLink(String group) {
    return links.members(group);
  }

  private List<String> select(ObjectType type) {
    return SourceAttributes.select(type, sourceNames(type));
  }

  private Set<String> sourceNames(ObjectType type) {
    MappingsInForce mappings = inForce.get();
    return type == ObjectType.USER ? mappings.userSourceNames() : mappings.groupSourceNames();
  }

  /**
   * The properties that are stored of an object out of scope: those that the scope needs.
   *
   * @return Graph's names
   */
  public Set<String> propertiesOutOfScope(ObjectType type) {
    MappingsInForce mappings = inForce.get();
    Set<String> names =
        type == ObjectType.USER
            ? mappings.userScope().sourceNames()
            : mappings.groupScope().sourceNames();
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

  /** The link to the current object. */
  public String objectLink(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    ObjectKey key = subject.key();
    List<String> select = select(key.type());
    return key.type() == ObjectType.USER
        ? links.user(key.id(), select)
        : links.group(key.id(), select);
  }

  /**
   * Stores the properties of the current object.
   *
   * @param answer the object
   * @throws EntraUnavailableException if the answer is not as documented
   */
  public void storeFetched(
      @Body JsonNode answer, @Variable(ExchangeVariables.SUBJECT) Subject subject) {
    ObjectKey key = subject.key();
    DirectoryChange read = parse(() -> GraphAnswers.object(key.type(), answer));
    updater.storeProperties(
        key, SourceObject.merge(JsonNodeFactory.instance.objectNode(), read.properties()));
    subject.updateStored(source.find(key).orElseThrow());
  }

  /** The link to the current object in the recycle bin. */
  public String deletedLink(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return links.deleted(subject.key().id());
  }

  /** Records that the current object still exists. */
  public void markPresent(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    storePresence(subject, Presence.PRESENT);
  }

  /** Records that the current object is soft-deleted. */
  public void markSoftDeleted(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    storePresence(subject, Presence.SOFT_DELETED);
  }

  /** Records that the current object is permanently deleted. */
  public void markDeleted(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    storePresence(subject, Presence.DELETED);
  }

  private void storePresence(Subject subject, Presence presence) {
    updater.storePresence(subject.key(), presence);
    subject.updateStored(source.find(subject.key()).orElseThrow());
  }

  /**
   * Fails, because Graph does not say whether one object still exists.
   *
   * @param refused the failure of the request
   * @throws SourceUnclearException if Graph itself has answered
   * @throws EntraRefusedException the given one, if the answer did not come from Graph and thus
   *     says nothing about this object
   */
  public void failUnclear(@ExchangeException EntraRefusedException refused) {
    GraphError error = refused.error();
    throw error == null || error.kind() == GraphError.Kind.UNEXPECTED
        ? refused
        : new SourceUnclearException(refused);
  }
}
