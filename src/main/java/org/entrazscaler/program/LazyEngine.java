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
 * The engine of a command: made, with its routes and steps and all of Camel, when the command first
 * needs one of them. What only looks into the state never does. Safe for use by several threads.
 */
final class LazyEngine implements Engine, AutoCloseable {

  private final Supplier<RouteEngine> made;
  private @Nullable RouteEngine engine;
  private boolean ended;

  /**
   * No engine yet.
   *
   * @param made makes it; called at most once
   */
  LazyEngine(Supplier<RouteEngine> made) {
    this.made = made;
  }

  private synchronized RouteEngine engine() {
    if (engine == null) {
      engine = made.get();
      if (ended) {
        engine.cutShort();
      }
    }
    return engine;
  }

  private synchronized @Nullable RouteEngine ifMade() {
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
    RouteEngine one = ifMade();
    return one == null ? null : one.running();
  }

  @Override
  public @Nullable String refusedReload() {
    RouteEngine one = ifMade();
    return one == null ? null : one.refusedReload();
  }

  @Override
  public DryRun dryRun(Set<String> without) {
    return engine().dryRun(without);
  }

  /** Cuts what is under way short, and stops the routes as soon as it has ended. */
  void endEarly() {
    RouteEngine one;
    synchronized (this) {
      ended = true;
      one = engine;
    }
    if (one != null) {
      one.endEarly();
    }
  }

  @Override
  public void close() {
    RouteEngine one = ifMade();
    if (one != null) {
      one.close();
    }
  }
}
