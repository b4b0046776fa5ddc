package org.entrazscaler.engine;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.signin.EntraSignIn;
import org.jspecify.annotations.Nullable;

/** The running routes, which are started when they are first used. */
public interface Engine {

  /** The context with the started routes. */
  CamelContext camel();

  /** The cycles of the routes. */
  CycleControl cycles();

  /** The sign-in to Entra. */
  EntraSignIn signIn();

  /** The mappings and filters in force. */
  MappingsInForce mappings();

  /** The running cycle; null if none is running. */
  @Nullable Cycle running();

  /**
   * Why a changed file in {@code routes/} was not reloaded.
   *
   * @return the findings; null if the current files are in force
   */
  @Nullable String refusedReload();

  /**
   * Creates a dry run on a copy of the current state. It does not wait for a running cycle: the
   * copy is the state that a program would find if this one died now.
   *
   * @param excludedTables names of tables that the dry run does not need
   * @return the dry run, which the caller closes
   */
  DryRun dryRun(Set<String> excludedTables);
}
