package org.entrazscaler.camel.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * A Camel context that throws a failure of its start and does not log it. Camel would also log the
 * failure with its stack trace, but the caller reports it better.
 */
public class RouteContext extends DefaultCamelContext {

  /** Where Camel finds a component by its scheme. */
  private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

  private @Nullable Exception failure;

  /**
   * Creates a context that is not started.
   *
   * @param registry contains the beans of the routes
   */
  public RouteContext(Registry registry) {
    super(false);
    getCamelContextExtension().setRegistry(registry);
    preferSettings(this);
    getCamelContextExtension()
        .getContextPlugin(Model.class)
        .setRouteFilter(
            route -> {
              requireComponent(route);
              return true;
            });
  }

  /**
   * Makes a context use environment variables and system properties only for names that are not
   * settings. The settings already include them, checked and normalized.
   */
  public static void preferSettings(CamelContext camel) {
    PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
    properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
    properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
  }

  /**
   * Rejects a route with a precondition that begins with an unknown component. Other routes are
   * checked when they are built, but this route may not be built by the current command.
   */
  private void requireComponent(RouteDefinition route) {
    if (route.getPrecondition() == null || route.getInput() == null) {
      return;
    }
    String uri = route.getInput().getEndpointUri();
    String scheme = uri.split(":", 2)[0];
    if (!uri.startsWith("{{")
        && getRegistry().lookupByName(scheme) == null
        && getClassResolver().loadResourceAsURL(COMPONENTS + scheme) == null) {
      throw new IllegalArgumentException("No component found with scheme: " + scheme);
    }
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
