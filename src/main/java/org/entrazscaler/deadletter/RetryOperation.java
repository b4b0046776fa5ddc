package org.entrazscaler.deadletter;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.Report;

/**
 * {@code retry}: takes parked objects off the dead-letter list, for the next cycle. Of an object
 * that is not parked, it releases the restored values.
 */
public final class RetryOperation {

  private static final int DONE = 0;
  private static final int INCOMPLETE = 1;

  private final State state;
  private final Clock clock;

  public RetryOperation(State state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * Retries objects.
   *
   * @param names object ids or names; empty for none
   * @param cause text that is part of the cause, code, reason or answer; blank for none
   * @param all whether to retry all parked objects
   * @return exit status 1 if a named object is neither parked nor has restored values
   */
  public CommandOutcome run(String[] names, String cause, boolean all) {
    List<ParkedObject> parked = state.parked().all();
    Set<ObjectKey> chosen = new LinkedHashSet<>();
    parked.stream()
        .filter(object -> all || (!cause.isBlank() && failedFor(object, cause)))
        .forEach(object -> chosen.add(object.key()));
    List<String> unknown = new ArrayList<>();
    int released = 0;
    for (String name : names) {
      List<ObjectKey> found =
          parked.stream()
              .filter(p -> p.key().id().equals(name) || p.name().equalsIgnoreCase(name))
              .map(ParkedObject::key)
              .toList();
      chosen.addAll(found);
      int releasedHere = found.isEmpty() ? release(name) : 0;
      released += releasedHere;
      if (found.isEmpty() && releasedHere == 0) {
        unknown.add(name);
      }
    }
    chosen.forEach(state.parked()::retry);
    if (!chosen.isEmpty()) {
      state.quarantine().bringForward(clock.instant());
    }
    Report report = new Report();
    if (released == 0 || !chosen.isEmpty()) {
      report.line(
          Count.of(chosen.size(), "object is", "objects are") + " tried in the next cycle.");
    }
    if (released > 0) {
      report.line(
          Count.of(released, "value or membership is", "values and memberships are")
              + " no longer kept by undo: the next cycle writes what Entra says.");
    }
    unknown.forEach(name -> report.line("Neither parked nor kept by undo: " + name));
    return new CommandOutcome(unknown.isEmpty() ? DONE : INCOMPLETE, report.toString());
  }

  private int release(String name) {
    // Of an object that Entra no longer has, only the id is known.
    return Stream.concat(
            state.source().findByName(name).stream().map(StoredObject::key),
            Stream.of(ObjectKey.user(name), ObjectKey.group(name)))
        .distinct()
        .mapToInt(state.undo()::release)
        .sum();
  }

  private static boolean failedFor(ParkedObject object, String cause) {
    return (object.cause() + " " + object.code() + " " + object.explanation())
        .toLowerCase(Locale.ROOT)
        .contains(cause.toLowerCase(Locale.ROOT));
  }
}
