package org.entrazscaler.cycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/** The running cycle. Thread-safe. */
public final class Cycle {

  /** The kind of reason for which a cycle stops. */
  public enum StopCause {
    /** Microsoft Entra ID or Zscaler cannot be reached or refuses the credentials. */
    CONNECTION,
    /** The program itself failed. */
    INTERNAL,
    /** The program is shutting down. */
    ENDING
  }

  /**
   * Why a cycle stopped.
   *
   * @param cause the kind of reason
   * @param reason in words, with the remedy
   */
  public record Stop(StopCause cause, String reason) {}

  /** Replaces the cycle id in the log when one object is provisioned on demand. */
  public static final String ON_DEMAND = "on-demand";

  private final long id;
  private final String kind;
  private final Instant began;
  private final Map<Counter, LongAdder> counts = new EnumMap<>(Counter.class);
  private final Map<TargetSystem, LongAdder> requests = new EnumMap<>(TargetSystem.class);
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final List<ObjectKey> unanswered = new ArrayList<>();

  /**
   * @param kind {@code initial} or {@code incremental}
   * @param began start time
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
   * Creates the cycle object for provisioning on demand, which may run at the same time as a real
   * cycle. It is not stored in the state; its log entries name it {@link #ON_DEMAND}.
   *
   * @param began start time
   */
  public static Cycle onDemand(Instant began) {
    return new Cycle(0, ON_DEMAND, began);
  }

  /**
   * The id that users see.
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
   * The kind as {@link CycleKind#word} returns it.
   *
   * @return {@code initial} if everything is read, {@code incremental} if only changes are, or
   *     another kind
   */
  public String kind() {
    return kind;
  }

  /**
   * Whether the cycle provisions from Entra. An apply, an undo or a reconciliation does not.
   *
   * @return true for initial and incremental cycles
   */
  public boolean isProvisioning() {
    return kind.equals(CycleKind.PROVISIONING.word(true))
        || kind.equals(CycleKind.PROVISIONING.word(false));
  }

  /**
   * The start time.
   *
   * @return as an instant
   */
  public Instant began() {
    return began;
  }

  /**
   * Adds to a counter.
   *
   * @param counter which one
   * @param number how many to add
   */
  public void count(Counter counter, long number) {
    Objects.requireNonNull(counts.get(counter)).add(number);
  }

  /**
   * The current value of a counter.
   *
   * @param counter which one
   * @return at least 0
   */
  public long counted(Counter counter) {
    return Objects.requireNonNull(counts.get(counter)).sum();
  }

  /**
   * Counts a request.
   *
   * @param system the system that receives it
   */
  public void countRequest(TargetSystem system) {
    Objects.requireNonNull(requests.get(system)).increment();
  }

  /**
   * Stops sending; the remaining changes wait for the next cycle. Only the first reason is kept.
   *
   * @param cause the kind of reason
   * @param reason in words
   */
  public void stop(StopCause cause, String reason) {
    stop.compareAndSet(null, new Stop(cause, reason));
  }

  /**
   * Why sending stopped.
   *
   * @return null if it has not stopped
   */
  public @Nullable Stop stopped() {
    return stop.get();
  }

  /**
   * Records that all attempts to write an object failed without a usable answer.
   *
   * @param key the source object
   */
  public synchronized void addUnanswered(ObjectKey key) {
    unanswered.add(key);
  }

  /**
   * The objects that failed without a usable answer since the target last answered properly.
   *
   * @return a copy
   */
  public synchronized List<ObjectKey> unanswered() {
    return List.copyOf(unanswered);
  }

  /** Records that the target has answered properly. */
  public synchronized void clearUnanswered() {
    unanswered.clear();
  }

  /**
   * All counters.
   *
   * @return by {@link Counter#jsonName()}; a new node
   */
  public ObjectNode counts() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    counts.forEach((counter, number) -> node.put(counter.jsonName(), number.sum()));
    return node;
  }

  /**
   * The number of requests that were sent.
   *
   * @return by {@link TargetSystem#jsonName()}; a new node
   */
  public ObjectNode requests() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    requests.forEach((system, number) -> node.put(system.jsonName(), number.sum()));
    return node;
  }
}
