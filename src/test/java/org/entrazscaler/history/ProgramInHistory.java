package org.entrazscaler.history;

import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.entra.EntraCredential;
import org.entrazscaler.entra.EntraSignIn;
import org.entrazscaler.entra.SignInSettings;
import org.entrazscaler.operate.DryRun;
import org.entrazscaler.operate.Engine;
import org.entrazscaler.operate.Operations;
import org.entrazscaler.route.MappingsInForce;
import org.entrazscaler.route.RouteBeans;
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.state.State;
import org.jspecify.annotations.Nullable;

/** One start of the program, with everything that it keeps in memory. */
final class ProgramInHistory implements Engine {

  private final Supplier<CamelContext> camel;
  private final EntraSignIn signIn;
  private final RouteBeans beans;
  private final Operations operations;
  private @Nullable MappingsInForce mappings;

  ProgramInHistory(
      Settings settings,
      State state,
      HistoryClock clock,
      Supplier<CamelContext> camel,
      Supplier<ProgramInHistory> current) {
    this.camel = camel;
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
            clock);
    beans =
        new RouteBeans(
            settings,
            state,
            // The HTTP client outlives the program.
            () -> current.get().signIn,
            this::mappings,
            clock,
            CycleListener.NONE);
    operations = new Operations(settings, state, this, clock);
  }

  RouteBeans beans() {
    return beans;
  }

  Operations operations() {
    return operations;
  }

  /** The routes have been reloaded. */
  void forgetMappings() {
    mappings = null;
  }

  @Override
  public CamelContext camel() {
    return camel.get();
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
    throw new UnsupportedOperationException();
  }
}
