package org.entrazscaler.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/** Runs a cycle for a command, after the running cycle has ended. */
public final class CycleRunner {

  private final Engine engine;
  private final State state;

  public CycleRunner(Engine engine, State state) {
    this.engine = engine;
    this.state = state;
  }

  /**
   * Runs one cycle to its end.
   *
   * @param route id of the route that begins a cycle if none is running
   * @param body the message body for the route
   * @return the cycle; empty if the program ends before a cycle could begin, or if a quarantine
   *     prevents it
   */
  public Optional<CycleRecord> run(String route, @Nullable Object body) {
    try (ProducerTemplate template = engine.camel().createProducerTemplate()) {
      while (true) {
        engine.cycles().awaitIdle();
        if (engine.cycles().isEnding()) {
          return Optional.empty();
        }
        long before = lastCycle();
        Exchange exchange =
            template.request("direct:" + route, request -> request.getMessage().setBody(body));
        if (exchange.getException() != null) {
          throw new CamelExecutionException("The cycle failed", exchange, exchange.getException());
        }
        Optional<CycleRecord> cycle =
            state.cycles().last().filter(c -> c.id() > before && c.ended() != null);
        if (cycle.isPresent()) {
          return cycle;
        }
        if (exchange.getVariable(ExchangeVariables.QUARANTINE_REASON) != null) {
          return Optional.empty();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the program ends, so that no cycle can begin any more. */
  public boolean ending() {
    return engine.cycles().isEnding();
  }

  private long lastCycle() {
    return state.cycles().last().map(CycleRecord::id).orElse(0L);
  }
}
