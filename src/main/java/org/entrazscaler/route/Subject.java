package org.entrazscaler.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.entra.SourceObject;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.UniqueChoice;
import org.entrazscaler.state.KnownObject;
import org.entrazscaler.state.Link;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.Outcome;
import org.entrazscaler.state.Presence;
import org.entrazscaler.state.StoredChange;
import org.entrazscaler.state.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * One user or group on its way through {@code plan.camel.yaml}, from what is known of it to the
 * decision: the body of the message, which filters and mappings read, and the variable {@link
 * Names#SUBJECT}, in which it stays while the body is a request or an answer. Each step adds what
 * it has found out. For one exchange, in one thread.
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
  private Outcome.@Nullable Settled settled;

  private Subject(StoredObject stored, @Nullable KnownObject known, boolean alone) {
    this.stored = stored;
    this.known = known;
    this.alone = alone;
  }

  /** One of a chunk: what needs a request of its own is set aside. */
  static Subject ofChunk(KnownObject known) {
    return new Subject(known.stored(), known, false);
  }

  /** One that is planned by itself, and for which Entra and Zscaler may be asked. */
  static Subject ofOne(KnownObject known) {
    return new Subject(known.stored(), known, true);
  }

  /** The same of an object that the state does not know. */
  static Subject ofOne(StoredObject stored) {
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
  public boolean isLacking() {
    return stands && candidate().inScope() && !stored.complete();
  }

  /**
   * Whether the mapping is to be asked about it.
   *
   * @return false for one of which too little is kept to be mapped
   */
  public boolean isMappable() {
    return stands && mappable && !isLacking();
  }

  /**
   * Whether all is known by which it is decided about, but for what the target has.
   *
   * @return false as long as its mapping is to be asked, or too little can be read of it
   */
  public boolean isDecidable() {
    return stands && !setAside && !isLacking() && (mapping || !mappable);
  }

  /**
   * Whether it must be known first which target object matches.
   *
   * @return false once that is known
   */
  public boolean isUnmatched() {
    return decision instanceof Decision.Match && !setAside;
  }

  /**
   * Whether a matching attribute is still to be asked for.
   *
   * @return false once the target has given its answers
   */
  public boolean isAsking() {
    return queries != null && !queries.isEmpty();
  }

  /**
   * Whether it must be known first which of several values is free in the target.
   *
   * @return false once its values are chosen
   */
  public boolean isUnchosen() {
    return decision instanceof Decision.Choose && !setAside;
  }

  /**
   * Whether another value is to be asked for.
   *
   * @return false once each value is chosen, or one cannot be
   */
  public boolean isChoosing() {
    return unique != null && unique.isOpen();
  }

  /**
   * Whether its decision is to be recorded.
   *
   * @return false for one that needs a request of its own, and is planned by itself later
   */
  public boolean isDecided() {
    return !setAside;
  }

  boolean isSetAside() {
    return setAside;
  }

  // --- what the steps have found out ----------------------------------------------------------

  StoredObject stored() {
    return stored;
  }

  /** What the state knows of it; null where that has to be read again, or there is nothing. */
  @Nullable KnownObject known() {
    return known;
  }

  /** As it is known by now. */
  void known(KnownObject now) {
    this.known = now;
  }

  /** As it was read of Entra meanwhile. */
  void read(StoredObject now) {
    this.stored = now;
    this.known = null;
    if (candidate != null) {
      stand(candidate.as(now));
    }
  }

  /** Its target object as far as it is known. */
  @Nullable Link link() {
    return known == null ? null : known.link();
  }

  /** Where it stands; that its filter lets it through is supposed until the filter was asked. */
  Candidate candidate() {
    return Objects.requireNonNull(candidate, "where it stands is not known");
  }

  /** Where it stands; null before anything of that is known. */
  @Nullable Candidate candidateIfAny() {
    return candidate;
  }

  void stand(Candidate now) {
    this.candidate = now;
    this.source = now.source();
  }

  /** The filter was asked. */
  void filtered(Candidate now, boolean mapped) {
    stand(now);
    this.stands = true;
    this.mappable = mapped;
  }

  /** Whether its filter was asked. */
  boolean stands() {
    return stands;
  }

  /** The filter cannot say whether it is let through. */
  void filterFailed() {
    this.filterFailed = true;
  }

  boolean hasFilterFailed() {
    return filterFailed;
  }

  /** Why it cannot be said where it stands; null if it can. */
  Decision.@Nullable Refuse unclear() {
    return unclear;
  }

  void unclear(Decision.Refuse why) {
    this.unclear = why;
  }

  /** It needs a request of its own. */
  void setAside() {
    this.setAside = true;
  }

  /** What the mapping makes of it, with what undo holds in its place once it is decided. */
  MappedObject mapped() {
    return mapped;
  }

  /** What the mapping makes of it. */
  void made(MappedObject object) {
    this.mapped = object;
    this.mapping = true;
  }

  void wished(MappedObject object) {
    this.mapped = object;
  }

  /** What the read copy of the target answers to the questions of its chunk. */
  @Nullable ReadAnswers answers() {
    return answers;
  }

  void answers(ReadAnswers read) {
    this.answers = read;
  }

  /** What is to be done about it; null before that is known. */
  @Nullable Decision decision() {
    return decision;
  }

  void decision(Decision decided) {
    this.decision = decided;
    if (decided instanceof Decision.Match match) {
      this.queries = new ArrayDeque<>(match.queries());
      this.found = List.of();
    } else if (decided instanceof Decision.Choose choose) {
      this.unique = choose.choice();
    }
  }

  /** Questions still to be asked; null if none ever was. */
  @Nullable Deque<MatchQuery> queries() {
    return queries;
  }

  /** Target objects that match. */
  List<ObjectNode> found() {
    return found;
  }

  void found(List<ObjectNode> resources) {
    this.found = resources;
  }

  /** Which values of a new object are free, still to be asked; null if nothing is to be chosen. */
  @Nullable UniqueChoice unique() {
    return unique;
  }

  /** The change that is to be recorded as planned; null if none is. */
  @Nullable StoredChange planned() {
    return planned;
  }

  void planned(StoredChange change) {
    this.planned = change;
  }

  /** How it is to be put to rest; null if it is not. */
  Outcome.@Nullable Settled settled() {
    return settled;
  }

  void settled(Outcome.Settled outcome) {
    this.settled = outcome;
  }
}
