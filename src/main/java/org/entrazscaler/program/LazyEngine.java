package org.entrazscaler.program;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;
import org.entrazscaler.signin.EntraSignIn;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a command. The engine with its routes, its steps and Camel is created when the
 * command first uses it. A command that only reads the state never creates it. Safe for use by
 * several threads.
 */
final class LazyEngine implements Engine, AutoCloseable {

  private final Supplier<RouteEngine> factory;
  private @Nullable RouteEngine engine;
  private boolean ended;

  /**
   * Creates the wrapper.
   *
   * @param factory creates the engine; called at most once
   */
  LazyEngine(Supplier<RouteEngine> factory) {
    this.factory = factory;
  }

  private synchronized RouteEngine engine() {
    if (engine == null) {
      engine = factory.get();
      if (ended) {
        engine.stopCycles();
      }
    }
    return engine;
  }

  private synchronized @Nullable RouteEngine createdEngine() {
    return engine;
  }

  @Override
  public CamelContext camel() {
    return engine().camel();
  }

  @Override
  public CycleControl cycles() {
    return engine().cycles();
  }

  @Override
  public EntraSignIn signIn() {
    return engine().signIn();
  }

  @Override
  public MappingsInForce mappings() {
    return engine().mappings();
  }

  @Override
  public @Nullable Cycle running() {
    RouteEngine created = createdEngine();
    return created == null ? null : created.running();
  }

  @Override
  public @Nullable String refusedReload() {
    RouteEngine created = createdEngine();
    return created == null ? null : created.refusedReload();
  }

  @Override
  public DryRun dryRun(Set<String> excludedTables) {
    return engine().dryRun(excludedTables);
  }

  /** Makes the running cycle end early, and then stops the routes. */
  void endEarly() {
    RouteEngine created;
    synchronized (this) {
      ended = true;
      created = engine;
    }
    if (created != null) {
      created.endEarly();
    }
  }

  @Override
  public void close() {
    RouteEngine created = createdEngine();
    if (created != null) {
      created.close();
    }
  }
}
