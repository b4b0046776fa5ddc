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
 * One user or group on its way through {@code plan.camel.yaml}, from what is known of it to the
 * decision: the body of the message, which filters and mappings read, and the variable {@link
 * org.entrazscaler.camel.ExchangeVariables#SUBJECT}, in which it stays while the body is a request
 * or an answer. Each step adds what it has found out. For one exchange, in one thread.
 */
public final class Subject implements Attributes {

  private final boolean alone;
  private StoredObject stored;
  private @Nullable KnownObject known;
  private @Nullable Candidate candidate;
  private @Nullable SourceObject source;
  private Decision.@Nullable Refuse unclear;
  private boolean filterFailed;
  private boolean stands;
  private boolean mappable;
  private boolean mapping;
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

  /** One of a chunk: what needs a request of its own is set aside. */
  public static Subject ofChunk(KnownObject known) {
    return new Subject(known.stored(), known, false);
  }

  /** One that is planned by itself, and for which Entra and Zscaler may be asked. */
  public static Subject ofOne(KnownObject known) {
    return new Subject(known.stored(), known, true);
  }

  /** The same of an object that the state does not know. */
  public static Subject ofOne(StoredObject stored) {
    return new Subject(stored, null, true);
  }

  // --- what filters, mappings and routes read -------------------------------------------------

  @Override
  public @Nullable Object value(String name) {
    return Objects.requireNonNull(source, "where it stands is not known").value(name);
  }

  /**
   * Which object it is.
   *
   * @return its key
   */
  public ObjectKey key() {
    return stored.key();
  }

  /**
   * Of which type it is.
   *
   * @return {@code USER} or {@code GROUP}
   */
  public String getType() {
    return key().type().name();
  }

  /**
   * Whether it is a user.
   *
   * @return false for a group
   */
  public boolean isUser() {
    return key().type() == ObjectType.USER;
  }

  /**
   * Whether it is planned by itself.
   *
   * @return false in a chunk, in which nothing waits for an answer of Entra or Zscaler
   */
  public boolean isAlone() {
    return alone;
  }

  /**
   * Whether a full reading did not bring it.
   *
   * @return true if Entra has to be asked what became of it
   */
  public boolean isVanished() {
    return stored.presence() == Presence.VANISHED;
  }

  /**
   * Whether it is in scope and too little is kept of it to be mapped.
   *
   * @return true if Entra has to be asked for it
   */
  public boolean isIncomplete() {
    return stands && candidate().inScope() && !stored.complete();
  }

  /**
   * Whether the mapping is to be asked about it.
   *
   * @return false for one of which too little is kept to be mapped
   */
  public boolean needsMapping() {
    return stands && mappable && !isIncomplete();
  }

  /**
   * Whether all is known by which it is decided about, but for what the target has.
   *
   * @return false as long as its mapping is to be asked, or too little can be read of it
   */
  public boolean isReady() {
    return stands && !setAside && !isIncomplete() && (mapping || !mappable);
  }

  /**
   * Whether it must be known first which target object matches.
   *
   * @return false once that is known
   */
  public boolean needsMatch() {
    return decision instanceof Decision.Match && !setAside;
  }

  /**
   * Whether a matching attribute is still to be asked for.
   *
   * @return false once the target has given its answers
   */
  public boolean hasNextQuery() {
    return queries != null && !queries.isEmpty();
  }

  /**
   * Whether it must be known first which of several values is free in the target.
   *
   * @return false once its values are chosen
   */
  public boolean needsUniqueValues() {
    return decision instanceof Decision.Choose && !setAside;
  }

  /**
   * Whether another value is to be asked for.
   *
   * @return false once each value is chosen, or one cannot be
   */
  public boolean hasNextQuestion() {
    return unique != null && unique.hasNextQuestion();
  }

  /**
   * Whether its decision is to be recorded.
   *
   * @return false for one that needs a request of its own, and is planned by itself later
   */
  public boolean needsRecording() {
    return !setAside;
  }

  public boolean isSetAside() {
    return setAside;
  }

  // --- what the steps have found out ----------------------------------------------------------

  public StoredObject stored() {
    return stored;
  }

  /** What the state knows of it; null where that has to be read again, or there is nothing. */
  @Nullable
  public KnownObject known() {
    return known;
  }

  /** As it is known by now. */
  public void known(KnownObject now) {
    this.known = now;
  }

  /** As it was read of Entra meanwhile. */
  public void updateStored(StoredObject now) {
    this.stored = now;
    this.known = null;
    if (candidate != null) {
      setCandidate(candidate.withStored(now));
    }
  }

  /** Its target object as far as it is known. */
  @Nullable Link link() {
    return known == null ? null : known.link();
  }

  /** Where it stands; that its filter lets it through is supposed until the filter was asked. */
  public Candidate candidate() {
    return Objects.requireNonNull(candidate, "where it stands is not known");
  }

  /** Where it stands; null before anything of that is known. */
  @Nullable
  public Candidate candidateIfAny() {
    return candidate;
  }

  public void setCandidate(Candidate now) {
    this.candidate = now;
    this.source = now.source();
  }

  /** The filter was asked. */
  public void setFilterResult(Candidate now, boolean mapped) {
    setCandidate(now);
    this.stands = true;
    this.mappable = mapped;
  }

  /** Whether its filter was asked. */
  public boolean isScopeEvaluated() {
    return stands;
  }

  /** The filter cannot say whether it is let through. */
  public void filterFailed() {
    this.filterFailed = true;
  }

  public boolean hasFilterFailed() {
    return filterFailed;
  }

  /** Why it cannot be said where it stands; null if it can. */
  public Decision.@Nullable Refuse unclear() {
    return unclear;
  }

  public void unclear(Decision.Refuse why) {
    this.unclear = why;
  }

  /** It needs a request of its own. */
  public void setAside() {
    this.setAside = true;
  }

  /** What the mapping makes of it, with what undo holds in its place once it is decided. */
  public MappedObject mapped() {
    return mapped;
  }

  /** What the mapping makes of it. */
  public void setMapped(MappedObject object) {
    this.mapped = object;
    this.mapping = true;
  }

  public void replaceMapped(MappedObject object) {
    this.mapped = object;
  }

  /** What the read copy of the target answers to the questions of its chunk. */
  @Nullable
  public ReadAnswers answers() {
    return answers;
  }

  public void answers(ReadAnswers read) {
    this.answers = read;
  }

  /** What is to be done about it; null before that is known. */
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

  /** Questions still to be asked; null if none ever was. */
  @Nullable
  public Deque<MatchQuery> queries() {
    return queries;
  }

  /** Target objects that match. */
  public List<ObjectNode> found() {
    return found;
  }

  public void found(List<ObjectNode> resources) {
    this.found = resources;
  }

  /** Which values of a new object are free, still to be asked; null if nothing is to be chosen. */
  @Nullable
  public UniqueChoice unique() {
    return unique;
  }

  /** The change that is to be recorded as planned; null if none is. */
  @Nullable
  public StoredChange planned() {
    return planned;
  }

  public void planned(StoredChange change) {
    this.planned = change;
  }

  /** How it is to be put to rest; null if it is not. */
  public Outcome.@Nullable Completed completed() {
    return completed;
  }

  public void completed(Outcome.Completed outcome) {
    this.completed = outcome;
  }
}
