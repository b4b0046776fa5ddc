package org.entrazscaler.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.entrazscaler.directory.SourceObject;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.UniqueChoice;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * One user or group that {@code plan.camel.yaml} plans, with all data up to the decision: the body
 * of the message, which filters and mappings read, and the variable {@link
 * org.entrazscaler.camel.ExchangeVariables#SUBJECT}, in which it stays while the body is a request
 * or an answer. Each step adds its result. For one exchange; not thread-safe.
 */
public final class Subject implements Attributes {

  private final boolean alone;
  private StoredObject stored;
  private @Nullable KnownObject known;
  private @Nullable Candidate candidate;
  private @Nullable SourceObject source;
  private Decision.@Nullable Refuse unclear;
  private boolean filterFailed;
  private boolean scopeEvaluated;
  private boolean mappingNeeded;
  private boolean wasMapped;
  private boolean setAside;
  private MappedObject mapped = MappedObject.EMPTY;
  private @Nullable ReadAnswers answers;
  private @Nullable Decision decision;
  private @Nullable Deque<MatchQuery> queries;
  private List<ObjectNode> found = List.of();
  private @Nullable UniqueChoice unique;
  private @Nullable StoredChange planned;
  private Outcome.@Nullable Completed completed;

  private Subject(StoredObject stored, @Nullable KnownObject known, boolean alone) {
    this.stored = stored;
    this.known = known;
    this.alone = alone;
  }

  /** An object of a chunk: if it needs its own request, it is set aside. */
  public static Subject ofChunk(KnownObject known) {
    return new Subject(known.stored(), known, false);
  }

  /** An object that is planned alone, so that requests to Entra and Zscaler are allowed. */
  public static Subject ofOne(KnownObject known) {
    return new Subject(known.stored(), known, true);
  }

  /** The same for an object that is not in the state. */
  public static Subject ofOne(StoredObject stored) {
    return new Subject(stored, null, true);
  }

  // --- read by filters, mappings and routes ------------------------------------------------------

  @Override
  public @Nullable Object value(String name) {
    return Objects.requireNonNull(source, "the scope is not known").value(name);
  }

  public ObjectKey key() {
    return stored.key();
  }

  /** {@code USER} or {@code GROUP}. */
  public String getType() {
    return key().type().name();
  }

  public boolean isUser() {
    return key().type() == ObjectType.USER;
  }

  /**
   * Whether it is planned alone; false in a chunk, in which no object waits for Entra or Zscaler.
   */
  public boolean isAlone() {
    return alone;
  }

  /** Whether a full reading did not contain it, so that Entra must be asked about it. */
  public boolean isVanished() {
    return stored.presence() == Presence.VANISHED;
  }

  /**
   * Whether it is in scope and too few properties are stored to map it, so that it must be read
   * from Entra.
   */
  public boolean isIncomplete() {
    return scopeEvaluated && candidate().inScope() && !stored.complete();
  }

  /** Whether it must be mapped; false if too few properties are stored. */
  public boolean needsMapping() {
    return scopeEvaluated && mappingNeeded && !isIncomplete();
  }

  /** Whether it can be planned, apart from a search in the target; false until it is mapped. */
  public boolean isReady() {
    return scopeEvaluated && !setAside && !isIncomplete() && (wasMapped || !mappingNeeded);
  }

  /** Whether a matching target object must be searched for first. */
  public boolean needsMatch() {
    return decision instanceof Decision.Match && !setAside;
  }

  /** Whether the target must still be asked for a matching attribute. */
  public boolean hasNextQuery() {
    return queries != null && !queries.isEmpty();
  }

  /** Whether its unique values must be chosen first. */
  public boolean needsUniqueValues() {
    return decision instanceof Decision.Choose && !setAside;
  }

  /**
   * Whether the target must be asked for another value; false if each value is chosen, or one
   * cannot be.
   */
  public boolean hasNextUniqueQuery() {
    return unique != null && unique.hasNextQuery();
  }

  /** Whether its decision must be recorded; false if it is set aside, to be planned alone later. */
  public boolean needsRecording() {
    return !setAside;
  }

  public boolean isSetAside() {
    return setAside;
  }

  // --- results of the steps
  // -----------------------------------------------------------------------

  public StoredObject stored() {
    return stored;
  }

  /** Its data in the state; null if it must be read again, or does not exist. */
  @Nullable
  public KnownObject known() {
    return known;
  }

  public void known(KnownObject now) {
    this.known = now;
  }

  /** Replaces the source copy, because the object was read from Entra again. */
  public void updateStored(StoredObject now) {
    this.stored = now;
    this.known = null;
    if (candidate != null) {
      setCandidate(candidate.withStored(now));
    }
  }

  /** Its link, if known. */
  @Nullable Link link() {
    return known == null ? null : known.link();
  }

  /** The object with its scope; until the filter is evaluated, it counts as passed. */
  public Candidate candidate() {
    return Objects.requireNonNull(candidate, "the scope is not known");
  }

  /** The object with its scope; null until the first step of the evaluation. */
  @Nullable
  public Candidate candidateIfAny() {
    return candidate;
  }

  public void setCandidate(Candidate now) {
    this.candidate = now;
    this.source = now.source();
  }

  /** Sets the scope after the filter was evaluated. */
  public void setFilterResult(Candidate now, boolean mapped) {
    setCandidate(now);
    this.scopeEvaluated = true;
    this.mappingNeeded = mapped;
  }

  /** Whether its filter was evaluated. */
  public boolean isScopeEvaluated() {
    return scopeEvaluated;
  }

  /** The evaluation of the filter failed. */
  public void filterFailed() {
    this.filterFailed = true;
  }

  public boolean hasFilterFailed() {
    return filterFailed;
  }

  /** Why its scope could not be evaluated; null if it could. */
  public Decision.@Nullable Refuse unclear() {
    return unclear;
  }

  public void unclear(Decision.Refuse why) {
    this.unclear = why;
  }

  /** Leaves it to be planned alone, because it needs its own request. */
  public void setAside() {
    this.setAside = true;
  }

  /** The result of the mapping; after planning with the restored values. */
  public MappedObject mapped() {
    return mapped;
  }

  /** Sets the result of the mapping. */
  public void setMapped(MappedObject object) {
    this.mapped = object;
    this.wasMapped = true;
  }

  public void replaceMapped(MappedObject object) {
    this.mapped = object;
  }

  /** The results of the target copy for the queries of its chunk. */
  @Nullable
  public ReadAnswers answers() {
    return answers;
  }

  public void answers(ReadAnswers read) {
    this.answers = read;
  }

  /** The decision; null before it is planned. */
  @Nullable
  public Decision decision() {
    return decision;
  }

  public void decision(Decision decided) {
    this.decision = decided;
    if (decided instanceof Decision.Match match) {
      this.queries = new ArrayDeque<>(match.queries());
      this.found = List.of();
    } else if (decided instanceof Decision.Choose choose) {
      this.unique = choose.choice();
    }
  }

  /** The queries that are still to be sent; null before there is a decision to match. */
  @Nullable
  public Deque<MatchQuery> queries() {
    return queries;
  }

  /** The matching target objects. */
  public List<ObjectNode> found() {
    return found;
  }

  public void found(List<ObjectNode> resources) {
    this.found = resources;
  }

  /** The choice of its unique values; null if nothing must be chosen. */
  @Nullable
  public UniqueChoice unique() {
    return unique;
  }

  /** The planned change that must be recorded, or null. */
  @Nullable
  public StoredChange planned() {
    return planned;
  }

  public void planned(StoredChange change) {
    this.planned = change;
  }

  /** The completion that must be recorded, or null. */
  public Outcome.@Nullable Completed completed() {
    return completed;
  }

  public void completed(Outcome.Completed outcome) {
    this.completed = outcome;
  }
}
