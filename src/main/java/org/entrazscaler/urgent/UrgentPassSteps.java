package org.entrazscaler.urgent;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleContext;
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

/** The steps of {@code urgent-pass.camel.yaml} that read Entra during a cycle. */
final class UrgentPassSteps {

  private static final Logger LOG = LoggerFactory.getLogger(UrgentPassSteps.class);

  /** Groups first, because membership decides which users are in scope. */
  private static final List<ObjectType> ORDER = List.of(ObjectType.GROUP, ObjectType.USER);

  private final UrgentPassGate gate;
  private final CycleControl cycles;
  private final EntraReader entra;
  private final State state;

  UrgentPassSteps(CycleContext context, EntraReader entra) {
    this.gate = context.gate();
    this.cycles = context.cycles();
    this.entra = entra;
    this.state = context.state();
  }

  /** Allows urgent passes during the running cycle. */
  public void open() {
    gate.open();
  }

  /** Ends the permission and waits for a running urgent pass. */
  public void close() {
    gate.close();
  }

  /**
   * Begins an urgent pass.
   *
   * @return false if the cycle still reads or counts, has stopped, or uses outdated mappings, if
   *     Entra must be read completely, or if another urgent pass is running
   */
  public boolean begin() {
    Cycle cycle = cycles.running();
    boolean possible =
        cycle != null
            && cycle.stopped() == null
            && cycles.acceptsTicks()
            && Arrays.stream(ObjectType.values()).allMatch(this::isReadCompletely)
            && gate.tryEnter();
    if (cycle != null && possible) {
      LOG.debug("Urgent pass starts during cycle {}.", cycle.name());
    }
    return possible;
  }

  private boolean isReadCompletely(ObjectType type) {
    return state.sourceUpdater().watermark(type).map(Watermark::deltaLink).isPresent();
  }

  /** Ends the urgent pass. */
  public void end() {
    gate.leave();
  }

  /**
   * Starts to collect what is read, without storing it.
   *
   * @return an empty collection
   */
  public GatheredChanges gather() {
    return new GatheredChanges();
  }

  /**
   * Stores everything that was read in one transaction.
   *
   * @param gathered what was read
   * @throws IllegalStateException if Entra must be read completely, or if another reader has moved
   *     the watermark
   */
  public void storeGathered(@Variable(ExchangeVariables.GATHERED) GatheredChanges gathered) {
    long before = state.source().latestChange();
    state.inTransaction(
        () -> {
          if (gathered.hasAssignments()) {
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
    Watermark from = gathered.watermark(type);
    if (!state.sourceUpdater().watermark(type).filter(from::equals).isPresent()) {
      throw new IllegalStateException("Entra must be read completely, by the next cycle");
    }
    if (from.nextLink() == null) {
      state.sourceUpdater().beginDeltaRound(type);
    }
    for (DeltaPage page : gathered.pages(type)) {
      entra.storePage(type, page);
    }
  }

  /**
   * Logs that the urgent pass failed. The running cycle continues unchanged.
   *
   * @param exception the reason
   */
  public void logFailure(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    LOG.warn(
        "The urgent pass failed; the running cycle continues: {}",
        exception.getMessage() == null ? exception.toString() : exception.getMessage());
    LOG.debug("Cause of the failed urgent pass:", exception);
  }
}
