package org.entrazscaler.urgent;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.entra.GatheredChanges;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.source.Watermark;
import org.entrazscaler.store.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code urgent-pass.camel.yaml} that read Entra while a cycle writes. */
public final class UrgentPassSteps {

  private static final Logger LOG = LoggerFactory.getLogger(UrgentPassSteps.class);

  /** Groups first, because membership decides which users are in scope. */
  private static final List<ObjectType> ORDER = List.of(ObjectType.GROUP, ObjectType.USER);

  private final UrgentPassGate gate;
  private final CycleControl cycles;
  private final EntraReader entra;
  private final State state;

  public UrgentPassSteps(UrgentPassGate gate, CycleControl cycles, EntraReader entra, State state) {
    this.gate = gate;
    this.cycles = cycles;
    this.entra = entra;
    this.state = state;
  }

  /** From here on the cycle under way may be overtaken. */
  public void open() {
    gate.open();
  }

  /** From here on it may not; waits for whoever does. */
  public void close() {
    gate.close();
  }

  /**
   * Begins to overtake the cycle under way.
   *
   * @return false if it still reads or counts, has stopped, or works by other mappings than those
   *     in force, if changes alone cannot be read, or if somebody overtakes already
   */
  public boolean begin() {
    Cycle cycle = cycles.running();
    boolean possible =
        cycle != null
            && cycle.stopped() == null
            && cycles.acceptsTicks()
            && Arrays.stream(ObjectType.values()).allMatch(this::hasDeltaLink)
            && gate.tryEnter();
    if (possible) {
      LOG.debug("Looking for leavers beside cycle {}.", cycle.name());
    }
    return possible;
  }

  private boolean hasDeltaLink(ObjectType type) {
    return state.sourceUpdater().watermark(type).map(Watermark::deltaLink).isPresent();
  }

  /** Has overtaken, or given it up. */
  public void end() {
    gate.leave();
  }

  /**
   * From here on what is read is gathered, and nothing concluded from it.
   *
   * @return nothing yet
   */
  public GatheredChanges gather() {
    return new GatheredChanges();
  }

  /**
   * Takes in at once all that was gathered.
   *
   * @param gathered what was read
   * @throws IllegalStateException if Entra is to be read whole, or was read by somebody else
   */
  public void storeGathered(@Variable(ExchangeVariables.GATHERED) GatheredChanges gathered) {
    long before = state.source().latestChange();
    state.together(
        () -> {
          if (gathered.assigned()) {
            state.sourceUpdater().replaceAssignments(gathered.assignments());
          }
          ORDER.forEach(type -> storeGathered(type, gathered));
        });
    gate.recordReading(before);
    cycles
        .current()
        .count(
            Counter.READ,
            ORDER.stream()
                .flatMap(type -> gathered.pages(type).stream())
                .mapToInt(page -> page.changes().size())
                .sum());
  }

  private void storeGathered(ObjectType type, GatheredChanges gathered) {
    Watermark from = gathered.from(type);
    if (!state.sourceUpdater().watermark(type).filter(from::equals).isPresent()) {
      throw new IllegalStateException("Entra is to be read whole again, by the next cycle");
    }
    if (from.nextLink() == null) {
      state.sourceUpdater().beginDeltaRound(type);
    }
    for (DeltaPage page : gathered.pages(type)) {
      entra.storePage(type, page);
    }
  }

  /**
   * Nothing was concluded; the cycle under way goes on as if there had been no tick.
   *
   * @param exception why
   */
  public void logFailure(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    LOG.warn(
        "Leavers could not be looked for beside the cycle that runs, which goes on: {}",
        exception.getMessage() == null ? exception.toString() : exception.getMessage());
    LOG.debug("They could not be looked for because of this.", exception);
  }
}
