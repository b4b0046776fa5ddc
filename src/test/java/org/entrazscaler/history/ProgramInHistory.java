package org.entrazscaler.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
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
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.signin.EntraCredential;
import org.entrazscaler.signin.EntraSignIn;
import org.entrazscaler.signin.SignInSettings;
import org.entrazscaler.store.State;
import org.entrazscaler.write.StepRecorder;
import org.jspecify.annotations.Nullable;

/** One start of the program, with everything that it keeps in memory. */
final class ProgramInHistory implements Engine {

  private final Site site;
  private final Settings settings;
  private final State state;
  private final EntraSignIn signIn;
  private final RouteBeans beans;
  private @Nullable MappingsInForce mappings;

  /** A start for real. */
  ProgramInHistory(Site site, Settings settings, State state) {
    this.site = site;
    this.settings = settings;
    this.state = state;
    EntraSettings entra = settings.entra();
    signIn =
        new EntraSignIn(
            new SignInSettings(
                entra.authority(),
                Objects.requireNonNull(entra.tenantId()),
                Objects.requireNonNull(entra.clientId()),
                entra.graphUrl(),
                new EntraCredential.ClientSecret(
                    Objects.requireNonNull(entra.clientSecret()).reveal())),
            site.clock);
    beans =
        new RouteBeans(
            settings,
            state,
            // The HTTP client outlives the program.
            () -> site.program().signIn,
            this::mappings,
            site.clock,
            CycleListener.NONE);
  }

  /** A dry run beside the one that works for real. */
  private ProgramInHistory(ProgramInHistory others, State copy, StepRecorder recorder) {
    site = others.site;
    settings = others.settings.forDryRun();
    state = copy;
    signIn = others.signIn;
    beans =
        RouteBeans.dry(
            others.beans, settings, copy, () -> signIn, this::mappings, site.clock, recorder);
  }

  RouteBeans beans() {
    return beans;
  }

  Operations operations() {
    return operations(state);
  }

  /** The same on another connection to the state. */
  Operations operations(State same) {
    return new Operations(settings, same, this, site.clock);
  }

  /** A tick of the timer: while a cycle runs, leavers overtake it. */
  void tick() {
    if (beans.cycles().isRunning()) {
      try (ProducerTemplate template = camel().createProducerTemplate()) {
        template.send("direct:run-urgent-pass", exchange -> {});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The routes have been reloaded. */
  void forgetMappings() {
    mappings = null;
  }

  @Override
  public CamelContext camel() {
    return site.routes().camel();
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
    site.routes().use(dry.beans);
    return new HistoryDryRun(dry, copy, recorder, () -> site.routes().use(beans));
  }
}
