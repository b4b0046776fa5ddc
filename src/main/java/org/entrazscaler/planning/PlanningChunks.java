package org.entrazscaler.planning;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.cycle.StopAwareIterator;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.KnownObject;
import org.entrazscaler.target.ReadAnswers;
import org.entrazscaler.target.Subject;
import org.entrazscaler.target.TargetReading;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code plan.camel.yaml} that are taken for many objects at once: they are claimed
 * together, what decides about them is read by few questions to the state, and what was decided is
 * recorded together. One that needs a request of its own would keep the others waiting for the
 * network: it is set aside, and planned by itself once the chunk is recorded.
 */
public final class PlanningChunks {

  private final State state;
  private final ObjectLocks locks;
  private final CycleControl cycles;
  private final Planning planning;
  private final TargetReading target;

  public PlanningChunks(
      State state,
      ObjectLocks locks,
      CycleControl cycles,
      Planning planning,
      TargetReading target) {
    this.state = state;
    this.locks = locks;
    this.cycles = cycles;
    this.planning = planning;
    this.target = target;
  }

  // --- which objects --------------------------------------------------------------------------

  /**
   * The users to be looked at.
   *
   * @param size how many are planned together, at most
   * @return in chunks; ends early once the cycle has to stop
   */
  public Iterator<List<ObjectKey>> users(int size) {
    return pending(ObjectType.USER, false, size);
  }

  /**
   * The groups to be looked at.
   *
   * @param size how many are planned together, at most
   * @return in chunks; ends early once the cycle has to stop
   */
  public Iterator<List<ObjectKey>> groups(int size) {
    return pending(ObjectType.GROUP, false, size);
  }

  /**
   * The users with an account: what may be taken away is among them.
   *
   * @param size how many are planned together, at most
   * @return in chunks; none if users are not provisioned
   */
  public Iterator<List<ObjectKey>> linkedUsers(int size) {
    return linked(ObjectType.USER, size);
  }

  /**
   * The groups that Zscaler has: what may be taken away is among them.
   *
   * @param size how many are planned together, at most
   * @return in chunks; none if groups are not provisioned
   */
  public Iterator<List<ObjectKey>> linkedGroups(int size) {
    return linked(ObjectType.GROUP, size);
  }

  private Iterator<List<ObjectKey>> linked(ObjectType type, int size) {
    return cycles.isProvisioned(type) ? pending(type, true, size) : Collections.emptyIterator();
  }

  private Iterator<List<ObjectKey>> pending(ObjectType type, boolean linked, int size) {
    return new StopAwareIterator<>(state.planning().pending(type, linked, size), cycles);
  }

  // --- claiming -------------------------------------------------------------------------------

  /** The objects of one chunk that this thread has claimed. */
  public final class Chunk {

    private final List<Subject> subjects = new ArrayList<>();
    private final List<StoredObject> alone = new ArrayList<>();

    private Chunk() {}

    /**
     * Those that are planned together.
     *
     * @return ends early once the cycle has to stop
     */
    public Iterator<Subject> getSubjects() {
      return new StopAwareIterator<>(subjects.iterator(), cycles);
    }

    /**
     * Those of them about which can be decided.
     *
     * @return ends early once the cycle has to stop
     */
    public Iterator<Subject> getReady() {
      return new StopAwareIterator<>(subjects.stream().filter(Subject::isReady).iterator(), cycles);
    }

    /**
     * Those that need a request of their own.
     *
     * @return ends early once the cycle has to stop
     */
    public Iterator<StoredObject> getAlone() {
      List<StoredObject> all = new ArrayList<>(alone);
      subjects.stream().filter(Subject::isSetAside).map(Subject::stored).forEach(all::add);
      return new StopAwareIterator<>(all.iterator(), cycles);
    }
  }

  /**
   * Claims objects that are to be planned, and reads what is known of them.
   *
   * @param keys objects of one type
   * @return without those that are at rest by now; those at which somebody else is are left to be
   *     claimed by themselves, so that no thread waits for another one while it has claims
   */
  public Chunk lock(@Body List<ObjectKey> keys) {
    Chunk chunk = new Chunk();
    Set<ObjectKey> claimed = new HashSet<>();
    try {
      keys.stream().filter(locks::tryLock).forEach(claimed::add);
      for (KnownObject known : known(keys)) {
        Subject subject = Subject.ofChunk(known);
        if (known.pending() && claimed.contains(known.key()) && !subject.isVanished()) {
          chunk.subjects.add(subject);
        } else if (known.pending()) {
          chunk.alone.add(known.stored());
        }
      }
      chunk.subjects.forEach(subject -> claimed.remove(subject.key()));
      return chunk;
    } finally {
      claimed.forEach(locks::unlock);
    }
  }

  private List<KnownObject> known(List<ObjectKey> keys) {
    return keys.isEmpty()
        ? List.of()
        : state.planning().known(keys.get(0).type(), keys.stream().map(ObjectKey::id).toList());
  }

  /**
   * Gives the objects of a chunk back.
   *
   * @param chunk as it was claimed
   */
  public void unlock(@Body Chunk chunk) {
    chunk.subjects.forEach(subject -> locks.unlock(subject.key()));
  }

  /**
   * Claims one object that is to be planned by itself, once nobody else plans it.
   *
   * @param object as it was read from the state
   * @return as it is now that it is claimed; null if somebody else writes it, or has put it to rest
   *     meanwhile
   */
  public @Nullable Subject lockOne(@Body StoredObject object) {
    if (!locks.lockUnlessWriting(object.key(), cycles::isEnding)) {
      return null;
    }
    Subject claimed = null;
    try {
      claimed =
          known(List.of(object.key())).stream()
              .filter(KnownObject::pending)
              .map(Subject::ofOne)
              .findFirst()
              .orElse(null);
      return claimed;
    } finally {
      if (claimed == null) {
        locks.unlock(object.key());
      }
    }
  }

  /**
   * Gives back an object that was claimed by itself.
   *
   * @param subject as it was claimed
   */
  public void unlockOne(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    locks.unlock(subject.key());
  }

  // --- together -------------------------------------------------------------------------------

  /**
   * Notes what the objects of a chunk refer to, and looks up what the target has of them.
   *
   * @param chunk of which the mappings were asked
   */
  public void prepare(@Body Chunk chunk) {
    prepare(chunk.subjects.stream().filter(Subject::isReady).toList());
  }

  /**
   * Does the same for an object that is planned by itself.
   *
   * @param subject of which the mapping was asked
   */
  public void prepareOne(@Body Subject subject) {
    prepare(List.of(subject));
  }

  private void prepare(List<Subject> subjects) {
    Map<KnownObject, Set<String>> named = new HashMap<>();
    for (Subject subject : subjects) {
      if (subject.needsMapping()) {
        named.put(planning.known(subject), Set.copyOf(planning.named(subject)));
      }
    }
    state.planning().saveReferences(named);
    if (subjects.isEmpty() || !target.canAnswer(subjects.get(0))) {
      return;
    }
    ObjectType type = subjects.get(0).key().type();
    List<MatchQuery> questions =
        subjects.stream().flatMap(subject -> planning.matchQueries(subject).stream()).toList();
    ReadAnswers answers =
        target.read(type, questions, subjects.stream().map(Subject::key).collect(toSet()));
    state.links().findByTargets(type, answers.targetIds()).forEach(answers::add);
    subjects.forEach(subject -> subject.answers(answers));
  }

  /**
   * Records what was decided about the objects of a chunk.
   *
   * @param chunk of which some may have failed, and some may not have had their turn
   */
  public void record(@Body Chunk chunk) {
    planning.record(chunk.subjects);
  }

  /**
   * Does the same for an object that is planned by itself.
   *
   * @param subject about which was decided
   */
  public void recordOne(@Body Subject subject) {
    planning.record(List.of(subject));
  }
}
