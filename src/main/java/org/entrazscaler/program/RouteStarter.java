package org.entrazscaler.program;

import org.apache.camel.CamelContext;
import org.entrazscaler.cli.CommandFailure;

/** Starts and stops the routes of an engine that is not serving. */
interface RouteStarter {

  /** Builds and stops separate routes for each engine. */
  RouteStarter OWN =
      new RouteStarter() {
        @Override
        public CamelContext start(RouteEngine engine) {
          engine.requireNoErrors();
          engine.main().start();
          return engine.main().getCamelContext();
        }

        @Override
        public void stop(RouteEngine engine) {
          engine.main().stop();
        }
      };

  /**
   * Starts routes with the steps of an engine. Called at most once for each engine.
   *
   * @return the context of the routes
   * @throws CommandFailure if a mapping or a filter has an error
   * @throws RuntimeException if a route cannot be built or started
   */
  CamelContext start(RouteEngine engine);

  /**
   * Stops the routes of an engine. The routes may still be running. May be called more than once.
   *
   * @param engine an engine that was started, successfully or not
   */
  void stop(RouteEngine engine);
}
