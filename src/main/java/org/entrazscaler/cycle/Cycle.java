package org.entrazscaler.cycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/** One cycle under way. Safe for use by several threads. */
public final class Cycle {

  /** Why a cycle could not do all it should. */
  public enum Trouble {
    /** Microsoft Entra ID or Zscaler is out of reach or refuses the credentials. */
    CONNECTION,
    /** The program itself failed. */
    INTERNAL,
    /** The program was told to end. */
    ENDING
  }

  /**
   * Why a cycle stopped.
   *
   * @param trouble of which kind it is
   * @param reason in words, with what to do
   */
  public record Stop(Trouble trouble, String reason) {}

  /** Stands for the cycle's id in the log where a person had one object provisioned. */
  public static final String ON_DEMAND = "on-demand";

  private final long id;
  private final String kind;
  private final Instant began;
  private final Map<Counter, LongAdder> counts = new EnumMap<>(Counter.class);
  private final Map<TargetSystem, LongAdder> requests = new EnumMap<>(TargetSystem.class);
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final List<ObjectKey> unanswered = new ArrayList<>();

  /**
   * A cycle that begins.
   *
   * @param id its id
   * @param kind {@code initial} or {@code incremental}
   * @param began when it begins
   */
  public Cycle(long id, String kind, Instant began) {
    this.id = id;
    this.kind = kind;
    this.began = began;
    for (Counter counter : Counter.values()) {
      counts.put(counter, new LongAdder());
    }
    for (TargetSystem system : TargetSystem.values()) {
      requests.put(system, new LongAdder());
    }
  }

  /**
   * Work on one object that a person asks for, beside whatever cycle may run. It is no cycle of the
   * state's, and its entries in the log name it by {@link #ON_DEMAND}.
   *
   * @param began when it begins
   * @return never null
   */
  public static Cycle onDemand(Instant began) {
    return new Cycle(0, ON_DEMAND, began);
  }

  /**
   * The id by which people name it.
   *
   * @return a number as text, or {@link #ON_DEMAND}
   */
  public String name() {
    return id == 0 ? ON_DEMAND : Long.toString(id);
  }

  long id() {
    return id;
  }

  /**
   * Whether everything is read or only changes.
   *
   * @return {@code initial} or {@code incremental}
   */
  public String kind() {
    return kind;
  }

  /**
   * Whether it makes the target true to Entra, rather than something a person asked for.
   *
   * @return true for initial and incremental cycles
   */
  public boolean isProvisioning() {
    return kind.equals(CycleKind.PROVISIONING.word(true))
        || kind.equals(CycleKind.PROVISIONING.word(false));
  }

  /**
   * When it began.
   *
   * @return the instant
   */
  public Instant began() {
    return began;
  }

  /**
   * Counts something.
   *
   * @param counter what
   * @param number how many
   */
  public void count(Counter counter, long number) {
    counts.get(counter).add(number);
  }

  /**
   * How many were counted so far.
   *
   * @param counter of what
   * @return at least 0
   */
  public long counted(Counter counter) {
    return counts.get(counter).sum();
  }

  /**
   * Counts a request.
   *
   * @param system where it goes
   */
  public void countRequest(TargetSystem system) {
    requests.get(system).increment();
  }

  /**
   * Stops sending: what is left waits for the next cycle. The first reason stays.
   *
   * @param trouble of which kind it is
   * @param reason in words
   */
  public void stop(Trouble trouble, String reason) {
    stop.compareAndSet(null, new Stop(trouble, reason));
  }

  /**
   * Why it stopped.
   *
   * @return null while it goes on
   */
  public @Nullable Stop stopped() {
    return stop.get();
  }

  /**
   * Notes that an object was tried again and again without an answer of use.
   *
   * @param key the source object
   */
  public synchronized void addUnanswered(ObjectKey key) {
    unanswered.add(key);
  }

  /**
   * The objects that were tried in vain since the target last answered as it should.
   *
   * @return a copy
   */
  public synchronized List<ObjectKey> unanswered() {
    return List.copyOf(unanswered);
  }

  /** Notes that the target has answered as it should. */
  public synchronized void clearUnanswered() {
    unanswered.clear();
  }

  /**
   * What was done.
   *
   * @return by {@link Counter#jsonName()}; a new node
   */
  public ObjectNode counts() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    counts.forEach((counter, number) -> node.put(counter.jsonName(), number.sum()));
    return node;
  }

  /**
   * How many requests were sent.
   *
   * @return by {@link TargetSystem#jsonName()}; a new node
   */
  public ObjectNode requests() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    requests.forEach((system, number) -> node.put(system.jsonName(), number.sum()));
    return node;
  }
}
