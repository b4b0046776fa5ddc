package org.entrazscaler.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.store.State;

/** The report of a reconciliation: counts first, then each difference, then what is only listed. */
final class ReconcileReport {

  /** Up to this number, differences of one kind are shown one by one. */
  private static final int MAX_DIFFERENCES = 10_000;

  /** The same for foreign objects. */
  private static final int MAX_LISTED = 1_000;

  private final State state;
  private final long cycle;
  private final JsonNode read;
  private final Map<Kind, Integer> counts;
  private final RepairedParts repaired;

  /**
   * A report of one reconciliation.
   *
   * @param state has the findings
   * @param cycle id of the reconciliation
   * @param read what was read, as {@link org.entrazscaler.store.Facts#RECONCILIATION} has it
   */
  ReconcileReport(State state, long cycle, JsonNode read) {
    this.state = state;
    this.cycle = cycle;
    this.read = read;
    this.counts = state.differences().counts(cycle);
    this.repaired = new RepairedParts(state, cycle);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    int different = total(true);
    text.append("Reconciliation (cycle ").append(cycle).append("): ");
    text.append(different == 0 ? "no difference" : plural(different, "difference"));
    text.append(". Read in Zscaler: ").append(readCount(ObjectType.USER));
    if (read.has(ObjectType.GROUP.word() + "s")) {
      text.append(", ").append(readCount(ObjectType.GROUP));
    }
    text.append(".\n");
    if (read.path("partial").asBoolean()) {
      text.append(
          "Zscaler listed fewer objects than it said that it has, or its list changed while it was"
              + " read: nothing is concluded about what is missing, and no removals are carried out.\n");
    }
    if (read.has("memberships")) {
      text.append(read.path("memberships").asText()).append('\n');
    }
    counts(text, true);
    for (Kind kind : Kind.values()) {
      lines(text, kind, true);
    }
    if (total(false) > 0) {
      text.append("Foreign, and no difference; not changed:\n");
      counts(text, false);
      for (Kind kind : Kind.values()) {
        lines(text, kind, false);
      }
    }
    return text.toString();
  }

  private String readCount(ObjectType type) {
    JsonNode list = read.path(type.word() + "s");
    int received = list.path("received").asInt();
    return plural(received, type.word())
        + (list.path("partial").asBoolean()
            ? " of " + list.path("announced").asInt() + " (partial)"
            : "");
  }

  private int total(boolean differences) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().isDifference() == differences)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private void counts(StringBuilder text, boolean differences) {
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (kind, number) -> {
          if (kind.isDifference() == differences) {
            parts.add(number + " " + kind.title());
          }
        });
    if (!parts.isEmpty()) {
      text.append("  ").append(String.join(", ", parts)).append('\n');
    }
  }

  private void lines(StringBuilder text, Kind kind, boolean differences) {
    if (kind.isDifference() != differences || !counts.containsKey(kind)) {
      return;
    }
    int max = differences ? MAX_DIFFERENCES : MAX_LISTED;
    List<Difference> found = state.differences().find(cycle, kind, max);
    for (Difference difference : found) {
      text.append("  - ").append(difference.description()).append(outcome(difference)).append('\n');
    }
    int others = counts.get(kind) - found.stream().mapToInt(Difference::number).sum();
    if (others > 0) {
      text.append("  - and ").append(others).append(" more of these\n");
    }
  }

  /** The outcome of a difference that was to be repaired. */
  private String outcome(Difference difference) {
    boolean decided = difference.kind() != Kind.CONTRADICTION && difference.kind() != Kind.UNCLEAR;
    if (!read.path("fix").asBoolean()
        || !difference.kind().isDifference()
        || difference.sourceId() == null) {
      return "";
    }
    ObjectKey key = new ObjectKey(difference.type(), difference.sourceId());
    ParkedObject parked = state.parked().find(key).orElse(null);
    if (parked != null) {
      return repaired.has(difference, key)
          ? " - repaired"
          : " - not repaired: " + parked.explanation().replaceAll("\\p{Cntrl}+", " ");
    }
    return decided && !state.comparison().isPending(key) ? " - repaired" : " - not repaired";
  }

  private static String plural(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
