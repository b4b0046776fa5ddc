package org.entrazscaler.reconcile;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.reconcile.TargetLists.ReadList;
import org.entrazscaler.store.State;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.Report;

/** The report of a reconciliation: counts first, then each difference, then what is only listed. */
final class ReconcileReport {

  /** Up to this number, differences of one kind are shown one by one. */
  private static final int MAX_DIFFERENCES = 10_000;

  /** The same for foreign objects. */
  private static final int MAX_LISTED = 1_000;

  private final State state;
  private final long cycle;
  private final TargetLists read;
  private final Map<Kind, Integer> counts;
  private final RepairedParts repaired;
  private final Report report = new Report();

  /**
   * A report of one reconciliation.
   *
   * @param state has the findings
   * @param cycle id of the reconciliation
   * @param read what was read
   */
  ReconcileReport(State state, long cycle, TargetLists read) {
    this.state = state;
    this.cycle = cycle;
    this.read = read;
    this.counts = state.differences().counts(cycle);
    this.repaired = new RepairedParts(state, cycle);
  }

  String text() {
    int different = total(true);
    report.line(
        "Reconciliation (cycle "
            + cycle
            + "): "
            + (different == 0 ? "no difference" : Count.of(different, "difference"))
            + ". Read in Zscaler: "
            + readCount(ObjectType.USER)
            + (read.groups() != null ? ", " + readCount(ObjectType.GROUP) : "")
            + ".");
    if (read.partial()) {
      report.line(
          "Zscaler listed fewer objects than it said that it has, or its list changed while it was"
              + " read: nothing is concluded about what is missing, and no removals are carried"
              + " out.");
    }
    if (read.memberships() != null) {
      report.line(read.memberships());
    }
    addFindings(true);
    if (total(false) > 0) {
      report.line("Foreign, and no difference; not changed:");
      addFindings(false);
    }
    return report.toString();
  }

  private String readCount(ObjectType type) {
    ReadList list = read.list(type);
    if (list == null) {
      return Count.of(0, type.word());
    }
    return Count.of(list.received(), type.word())
        + (list.partial() ? " of " + list.announced() + " (partial)" : "");
  }

  private int total(boolean differences) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().isDifference() == differences)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private void addFindings(boolean differences) {
    List<Kind> kinds =
        counts.keySet().stream().filter(kind -> kind.isDifference() == differences).toList();
    if (!kinds.isEmpty()) {
      report.line(1, kinds.stream().map(kind -> kind.counted(count(kind))).collect(joining(", ")));
    }
    kinds.forEach(this::addFindings);
  }

  private int count(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  private void addFindings(Kind kind) {
    int max = kind.isDifference() ? MAX_DIFFERENCES : MAX_LISTED;
    List<Difference> found = state.differences().find(cycle, kind, max);
    report.items(
        1, found.stream().map(finding -> finding.description() + outcome(finding)).toList());
    int others = count(kind) - found.stream().mapToInt(Difference::number).sum();
    if (others > 0) {
      report.line(1, "- and " + others + " more of these");
    }
  }

  /** The outcome of a difference that was to be repaired. */
  private String outcome(Difference difference) {
    boolean decided = difference.kind() != Kind.CONTRADICTION && difference.kind() != Kind.UNCLEAR;
    if (!read.fix() || !difference.kind().isDifference() || difference.sourceId() == null) {
      return "";
    }
    ObjectKey key = new ObjectKey(difference.type(), difference.sourceId());
    ParkedObject parked = state.parked().find(key).orElse(null);
    if (parked != null) {
      return repaired.has(difference, key)
          ? " - repaired"
          : " - not repaired: " + Report.oneLine(parked.explanation());
    }
    return decided && !state.comparison().isPending(key) ? " - repaired" : " - not repaired";
  }
}
