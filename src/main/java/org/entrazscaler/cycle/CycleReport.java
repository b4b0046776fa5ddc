package org.entrazscaler.cycle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a cycle in words, and as an exit status. */
public final class CycleReport {

  /** The exit status if a safeguard holds removals. */
  public static final int HELD = 4;

  private CycleReport() {}

  /**
   * The exit status of a cycle.
   *
   * @param cycle a cycle that has ended
   * @return 0 if all is done, 1 if something remains, 3 for a connection or its credentials, 4 if a
   *     safeguard holds removals
   */
  public static int exitStatus(CycleRecord cycle) {
    if (cycle.counts().path(Counter.HELD.jsonName()).asLong() > 0) {
      return HELD;
    }
    return switch (cycle.result()) {
      case CycleRecord.SUCCESS, CycleRecord.RUNNING -> 0;
      case CycleRecord.STOPPED -> 3;
      default -> 1;
    };
  }

  /**
   * A summary of one or two lines.
   *
   * @param cycle the cycle
   * @return without a line feed at the end
   */
  public static String summary(CycleRecord cycle) {
    StringBuilder text = new StringBuilder();
    text.append("Cycle ").append(cycle.id()).append(" (").append(cycle.kind());
    if (cycle.ended() != null) {
      Duration took = Duration.between(cycle.began(), cycle.ended());
      text.append(String.format(Locale.ROOT, ", %.1f s", took.toMillis() / 1000.0));
    }
    text.append("): ").append(result(cycle));
    text.append(". ").append(done(cycle)).append('.');
    text.append(" Requests: ").append(requests(cycle)).append('.');
    if (cycle.reason() != null) {
      text.append('\n').append(cycle.reason());
    }
    return text.toString();
  }

  private static String result(CycleRecord cycle) {
    return switch (cycle.result()) {
      case CycleRecord.SUCCESS -> "done";
      case CycleRecord.FAILURES ->
          cycle.counts().path(Counter.FAILED.jsonName()).asLong() > 0
                  || cycle.counts().path(Counter.LEFT_OUT.jsonName()).asLong() > 0
              ? "done, but something could not be written"
              : "done, but something of earlier cycles is still parked";
      case CycleRecord.STOPPED -> "stopped";
      case CycleRecord.HELD -> "done, except for removals, which a safeguard holds";
      default -> cycle.result();
    };
  }

  private static String done(CycleRecord cycle) {
    JsonNode counts = cycle.counts();
    List<String> parts = new ArrayList<>();
    add(parts, counts, Counter.CREATE, "created");
    add(parts, counts, Counter.ADOPT, "adopted");
    add(parts, counts, Counter.UPDATE, "updated");
    add(parts, counts, Counter.DISABLE, "disabled");
    add(parts, counts, Counter.EMPTY, "emptied");
    add(parts, counts, Counter.DELETE, "deleted");
    add(parts, counts, Counter.MEMBERS_ADDED, "added to groups");
    add(parts, counts, Counter.MEMBERS_REMOVED, "removed from groups");
    add(parts, counts, Counter.DIFFERENT, "different");
    add(parts, counts, Counter.HELD, "held");
    add(parts, counts, Counter.LEFT_OUT, "left out of groups");
    add(parts, counts, Counter.FAILED, "failed");
    if (parts.isEmpty()) {
      return cycle.reason() == null ? "Nothing to do" : "Nothing was done";
    }
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, JsonNode counts, Counter counter, String word) {
    long number = counts.path(counter.jsonName()).asLong();
    if (number > 0) {
      parts.add(number + " " + word);
    }
  }

  private static String requests(CycleRecord cycle) {
    long zscaler = cycle.requests().path(TargetSystem.ZSCALER.jsonName()).asLong();
    long objects = objectCount(cycle.counts());
    return cycle.requests().path(TargetSystem.ENTRA.jsonName()).asLong()
        + " to Microsoft Graph, "
        + zscaler
        + " to Zscaler"
        + (objects == 0
            ? ""
            : String.format(Locale.ROOT, " (%.2f an object)", (double) zscaler / objects));
  }

  /**
   * Whether a cycle has changed anything in the target.
   *
   * @param cycle a cycle that has ended
   * @return true also if the log no longer contains its changes
   */
  public static boolean hasWrites(CycleRecord cycle) {
    return objectCount(cycle.counts()) > cycle.counts().path(Counter.ADOPT.jsonName()).asLong()
        || cycle.counts().path(Counter.MEMBERS_ADDED.jsonName()).asLong() > 0
        || cycle.counts().path(Counter.MEMBERS_REMOVED.jsonName()).asLong() > 0;
  }

  /**
   * The number of target objects that a cycle has created, adopted or changed.
   *
   * @param counts of the cycle
   * @return at least 0
   */
  public static long objectCount(JsonNode counts) {
    long objects = 0;
    for (Counter counter :
        List.of(
            Counter.CREATE,
            Counter.ADOPT,
            Counter.UPDATE,
            Counter.DISABLE,
            Counter.EMPTY,
            Counter.DELETE)) {
      objects += counts.path(counter.jsonName()).asLong();
    }
    return objects;
  }
}
