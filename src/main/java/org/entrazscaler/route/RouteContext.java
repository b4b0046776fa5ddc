package org.entrazscaler.route;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * A Camel context whose start throws what makes it fail, and leaves the log alone: Camel would log
 * the failure with its stack trace as well, and the one who starts the routes says it better.
 */
public class RouteContext extends DefaultCamelContext {

  private @Nullable Exception failure;

  /**
   * A context that is not started yet, and can still be configured.
   *
   * @param registry has the beans that the routes name
   */
  public RouteContext(Registry registry) {
    super(false);
    getCamelContextExtension().setRegistry(registry);
  }

  /**
   * Builds and starts the routes.
   *
   * @throws RuntimeCamelException if one of them cannot be built or started
   */
  @Override
  public void start() {
    super.start();
    if (failure != null) {
      throw RuntimeCamelException.wrapRuntimeException(failure);
    }
  }

  @Override
  protected void doStartCamel() {
    try {
      super.doStartCamel();
    } catch (Exception e) {
      failure = e;
    }
  }
}
