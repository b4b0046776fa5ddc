package org.entrazscaler.engine;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.signin.EntraSignIn;
import org.jspecify.annotations.Nullable;

/** The routes at work, started when they are first needed. */
public interface Engine {

  /**
   * The context with the started routes.
   *
   * @return never null
   */
  CamelContext camel();

  /**
   * The cycles of the routes.
   *
   * @return never null
   */
  CycleControl cycles();

  /**
   * Signs in to Entra.
   *
   * @return never null
   */
  EntraSignIn signIn();

  /**
   * The mappings and filters in force.
   *
   * @return never null
   */
  MappingsInForce mappings();

  /**
   * The cycle under way.
   *
   * @return null if none runs
   */
  @Nullable Cycle running();

  /**
   * Why a changed file in {@code routes/} was not taken up.
   *
   * @return the report, or null if what the files say is in force
   */
  @Nullable String refusedReload();

  /**
   * A second engine for a dry run, on a copy of the state as it is at this moment. It does not wait
   * for a cycle that runs: the copy is what a program would find that starts after this one has
   * died now.
   *
   * @param without tables of which the dry run needs nothing, by name
   * @return to be closed
   */
  DryRun dryRun(Set<String> without);
}
