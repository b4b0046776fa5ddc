package org.entrazscaler.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;
import org.entrazscaler.operate.Operations;
import org.entrazscaler.program.RouteBeans;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.signin.EntraSignIn;
import org.entrazscaler.store.State;
import org.entrazscaler.write.StepRecorder;
import org.jspecify.annotations.Nullable;

/** One start of the program, with everything that it keeps in memory. */
final class ProgramInHistory implements Engine {

  private final TestEnvironment environment;
  private final Settings settings;
  private final State state;
  private final EntraSignIn signIn;
  private final RouteBeans beans;
  private @Nullable MappingsInForce mappings;

  /** A start that writes. */
  ProgramInHistory(TestEnvironment environment, Settings settings, State state) {
    this.environment = environment;
    this.settings = settings;
    this.state = state;
    signIn = new EntraSignIn(settings.entra(), environment.clock);
    beans =
        new RouteBeans(
            settings,
            state,
            // The HTTP client is used longer than this program.
            () -> environment.program().signIn,
            this::mappings,
            environment.clock,
            CycleListener.NONE);
  }

  /** A dry run beside the program that writes. */
  private ProgramInHistory(ProgramInHistory writing, State copy, StepRecorder recorder) {
    environment = writing.environment;
    settings = writing.settings.forDryRun();
    state = copy;
    signIn = writing.signIn;
    beans =
        RouteBeans.dry(
            writing.beans,
            settings,
            copy,
            () -> signIn,
            this::mappings,
            environment.clock,
            recorder);
  }

  RouteBeans beans() {
    return beans;
  }

  Operations operations() {
    return operations(state);
  }

  /** The commands on another connection to the state. */
  Operations operations(State same) {
    return new Operations(settings, same, this, environment.clock);
  }

  /** A tick of the timer: an urgent pass, if a cycle is running. */
  void tick() {
    if (beans.cycles().isRunning()) {
      try (ProducerTemplate template = camel().createProducerTemplate()) {
        template.send("direct:run-urgent-pass", exchange -> {});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Forgets the mappings after a reload of the routes. */
  void forgetMappings() {
    mappings = null;
  }

  @Override
  public CamelContext camel() {
    return environment.routes().camel();
  }

  @Override
  public CycleControl cycles() {
    return beans.cycles();
  }

  @Override
  public EntraSignIn signIn() {
    return signIn;
  }

  @Override
  public synchronized MappingsInForce mappings() {
    MappingsInForce current = mappings;
    if (current == null) {
      current = MappingsInForce.of(camel());
      mappings = current;
    }
    return current;
  }

  @Override
  public @Nullable Cycle running() {
    return beans.cycles().running();
  }

  @Override
  public @Nullable String refusedReload() {
    return null;
  }

  @Override
  public DryRun dryRun(Set<String> without) {
    State copy = state.copy(without);
    copy.quarantine().forget();
    StepRecorder recorder = new StepRecorder(copy);
    ProgramInHistory dry = new ProgramInHistory(this, copy, recorder);
    environment.routes().use(dry.beans);
    return new HistoryDryRun(dry, copy, recorder, () -> environment.routes().use(beans));
  }
}
