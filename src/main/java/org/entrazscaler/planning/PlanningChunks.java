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
import org.entrazscaler.cycle.CycleContext;
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
 * The steps of {@code plan.camel.yaml} for many objects together: they are locked together, their
 * data is read by few queries to the state, and their plans are recorded together. An object that
 * needs its own request is set aside and planned alone after the chunk is recorded, so that the
 * others do not wait for the network.
 */
public final class PlanningChunks {

  private final State state;
  private final ObjectLocks locks;
  private final CycleControl cycles;
  private final Planning planning;
  private final TargetReading target;

  public PlanningChunks(CycleContext context, Planning planning, TargetReading target) {
    this.state = context.state();
    this.locks = context.locks();
    this.cycles = context.cycles();
    this.planning = planning;
    this.target = target;
  }

  // --- which objects --------------------------------------------------------------------------

  /**
   * The pending users.
   *
   * @param size the maximum size of a chunk
   * @return in chunks; ends early if the cycle stops
   */
  public Iterator<List<ObjectKey>> users(int size) {
    return pending(ObjectType.USER, false, size);
  }

  /**
   * The pending groups.
   *
   * @param size the maximum size of a chunk
   * @return in chunks; ends early if the cycle stops
   */
  public Iterator<List<ObjectKey>> groups(int size) {
    return pending(ObjectType.GROUP, false, size);
  }

  /**
   * The pending users with an account: all removals are among them.
   *
   * @param size the maximum size of a chunk
   * @return in chunks; none if users are not provisioned
   */
  public Iterator<List<ObjectKey>> linkedUsers(int size) {
    return linked(ObjectType.USER, size);
  }

  /**
   * The pending groups that Zscaler has: all removals are among them.
   *
   * @param size the maximum size of a chunk
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

  // --- locking ----------------------------------------------------------------------------------

  /** The objects of one chunk that this thread has locked. */
  public final class Chunk {

    private final List<Subject> subjects = new ArrayList<>();
    private final List<StoredObject> alone = new ArrayList<>();

    private Chunk() {}

    /**
     * The objects that are planned together.
     *
     * @return ends early if the cycle stops
     */
    public Iterator<Subject> getSubjects() {
      return new StopAwareIterator<>(subjects.iterator(), cycles);
    }

    /**
     * The objects that can be planned now.
     *
     * @return ends early if the cycle stops
     */
    public Iterator<Subject> getReady() {
      return new StopAwareIterator<>(subjects.stream().filter(Subject::isReady).iterator(), cycles);
    }

    /**
     * The objects that are planned alone.
     *
     * @return ends early if the cycle stops
     */
    public Iterator<StoredObject> getAlone() {
      List<StoredObject> all = new ArrayList<>(alone);
      subjects.stream().filter(Subject::isSetAside).map(Subject::stored).forEach(all::add);
      return new StopAwareIterator<>(all.iterator(), cycles);
    }
  }

  /**
   * Locks objects and reads their data.
   *
   * @param keys objects of one type
   * @return without objects that are no longer pending; objects locked by another thread are
   *     planned alone, so that no thread waits for another one while it has locks
   */
  public Chunk lock(@Body List<ObjectKey> keys) {
    Chunk chunk = new Chunk();
    Set<ObjectKey> locked = new HashSet<>();
    try {
      keys.stream().filter(locks::tryLock).forEach(locked::add);
      for (KnownObject known : load(keys)) {
        Subject subject = Subject.ofChunk(known);
        if (known.pending() && locked.contains(known.key()) && !subject.isVanished()) {
          chunk.subjects.add(subject);
        } else if (known.pending()) {
          chunk.alone.add(known.stored());
        }
      }
      chunk.subjects.forEach(subject -> locked.remove(subject.key()));
      return chunk;
    } finally {
      locked.forEach(locks::unlock);
    }
  }

  private List<KnownObject> load(List<ObjectKey> keys) {
    return keys.isEmpty()
        ? List.of()
        : state.planning().load(keys.get(0).type(), keys.stream().map(ObjectKey::id).toList());
  }

  /** Unlocks the objects of a chunk. */
  public void unlock(@Body Chunk chunk) {
    chunk.subjects.forEach(subject -> locks.unlock(subject.key()));
  }

  /**
   * Locks one object that is planned alone; waits while another thread plans it.
   *
   * @param object as it was read from the state
   * @return with its current data; null if another thread writes it, or it is no longer pending
   */
  public @Nullable Subject lockOne(@Body StoredObject object) {
    if (!locks.lockUnlessWriting(object.key(), cycles::isEnding)) {
      return null;
    }
    Subject locked = null;
    try {
      locked =
          load(List.of(object.key())).stream()
              .filter(KnownObject::pending)
              .map(Subject::ofOne)
              .findFirst()
              .orElse(null);
      return locked;
    } finally {
      if (locked == null) {
        locks.unlock(object.key());
      }
    }
  }

  /** Unlocks an object that was locked alone. */
  public void unlockOne(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    locks.unlock(subject.key());
  }

  // --- together -------------------------------------------------------------------------------

  /**
   * Records the references of the mapped objects of a chunk, and reads the results of their queries
   * from the target copy.
   */
  public void prepare(@Body Chunk chunk) {
    prepare(chunk.subjects.stream().filter(Subject::isReady).toList());
  }

  /** The same for a mapped object that is planned alone. */
  public void prepareOne(@Body Subject subject) {
    prepare(List.of(subject));
  }

  private void prepare(List<Subject> subjects) {
    Map<KnownObject, Set<String>> named = new HashMap<>();
    for (Subject subject : subjects) {
      if (subject.needsMapping()) {
        named.put(state.planning().known(subject), Set.copyOf(planning.referencedUsers(subject)));
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
   * Records the decisions of a chunk; some objects may have failed or may not have been planned.
   */
  public void record(@Body Chunk chunk) {
    planning.record(chunk.subjects);
  }

  /** The same for an object that is planned alone. */
  public void recordOne(@Body Subject subject) {
    planning.record(List.of(subject));
  }
}
