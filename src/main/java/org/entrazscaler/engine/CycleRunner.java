package org.entrazscaler.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.program.RouteBeans;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/** Runs a cycle that a command asks for, after the one that is under way. */
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
   * @param route id of the route that begins a cycle, unless another one runs
   * @param body what the route is given
   * @return the cycle; empty if the program ends before one could begin, or if a quarantine holds
   *     it back
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
            template.request("direct:" + route, asked -> asked.getMessage().setBody(body));
        if (exchange.getException() != null) {
          throw new CamelExecutionException("The cycle failed", exchange, exchange.getException());
        }
        Optional<CycleRecord> cycle =
            state.cycles().last().filter(c -> c.id() > before && c.ended() != null);
        if (cycle.isPresent()) {
          return cycle;
        }
        if (exchange.getVariable(RouteBeans.QUARANTINED) != null) {
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

  /**
   * Whether the program ends.
   *
   * @return true once no cycle can begin any more
   */
  public boolean ending() {
    return engine.cycles().isEnding();
  }

  private long lastCycle() {
    return state.cycles().last().map(CycleRecord::id).orElse(0L);
  }
}
