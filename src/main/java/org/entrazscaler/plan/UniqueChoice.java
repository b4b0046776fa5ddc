package org.entrazscaler.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.MappedValue;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the values of a new object's {@code SelectUniqueValue} rows: the target is asked for one
 * candidate after the other until one is free (Entra, Reference for writing expressions for
 * attribute mappings). For one object; not thread-safe.
 */
public final class UniqueChoice {

  private final Deque<MappedValue> undecided;
  private final List<MatchQuery> chosenValues = new ArrayList<>();
  private MappedObject mapped;
  private int candidate;
  private Decision.@Nullable Refuse refusal;

  UniqueChoice(MappedObject mapped) {
    this.mapped = mapped;
    this.undecided = new ArrayDeque<>(mapped.withCandidates());
  }

  /**
   * Whether the target must be asked for another value; false if every row has a value, or one has
   * none.
   */
  public boolean hasNextQuery() {
    return refusal == null && !undecided.isEmpty();
  }

  /**
   * The next query.
   *
   * @return the same until it is answered
   * @throws java.util.NoSuchElementException if there is none
   */
  public MatchQuery query() {
    MappedValue value = undecided.getFirst();
    return new MatchQuery(value.row().target(), value.candidates().get(candidate));
  }

  /**
   * Answers the query.
   *
   * @param taken whether a target object has the value, or is about to get it
   */
  public void answer(boolean taken) {
    MatchQuery question = query();
    MappedValue value = undecided.getFirst();
    if (!taken) {
      mapped = mapped.withValue(value.withFreeValue(question.value()));
      chosenValues.add(question);
      undecided.removeFirst();
      candidate = 0;
    } else if (++candidate == value.candidates().size()) {
      refusal =
          new Decision.Refuse(
              "EntryConflict",
              value.row().target()
                  + ": every value that SelectUniqueValue offers is taken in Zscaler: "
                  + String.join(", ", value.candidates()),
              "Add a rule to SelectUniqueValue that gives another value, or free one in Zscaler.");
    }
  }

  /** The chosen values, each with its path. */
  public List<MatchQuery> chosenValues() {
    return List.copyOf(chosenValues);
  }

  MappedObject result() {
    return mapped;
  }

  Decision.@Nullable Refuse refusal() {
    return refusal;
  }
}
