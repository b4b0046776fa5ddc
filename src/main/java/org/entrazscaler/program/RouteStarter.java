package org.entrazscaler.program;

import org.apache.camel.CamelContext;
import org.entrazscaler.cli.CommandFailure;

/** How an engine that does not serve gets its routes to work, and what becomes of them. */
interface RouteStarter {

  /** Each engine builds its own and stops them. */
  RouteStarter OWN =
      new RouteStarter() {
        @Override
        public CamelContext start(RouteEngine engine) {
          engine.refuseMistakes();
          engine.main().start();
          return engine.main().getCamelContext();
        }

        @Override
        public void stop(RouteEngine engine) {
          engine.main().stop();
        }
      };

  /**
   * Routes that are at work with the steps of an engine.
   *
   * @param engine called at most once for each
   * @return the context that they are in
   * @throws CommandFailure if a mapping or a filter has a mistake
   * @throws RuntimeException if a route cannot be built or started
   */
  CamelContext start(RouteEngine engine);

  /**
   * The engine needs them no longer. It may have been cut short, and its routes may be at work.
   *
   * @param engine an engine that was started, successfully or not; called more than once perhaps
   */
  void stop(RouteEngine engine);
}
