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
 * A Camel context whose start throws what makes it fail, and leaves the log alone: Camel would log
 * the failure with its stack trace as well, and the one who starts the routes says it better.
 */
public class RouteContext extends DefaultCamelContext {

  /** Where Camel finds a component by its scheme. */
  private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

  private @Nullable Exception failure;

  /**
   * A context that is not started yet, and can still be configured.
   *
   * @param registry has the beans that the routes name
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
   * Lets a context take the environment and the system properties only for what is no setting. The
   * settings have them already, checked and brought to their form.
   *
   * @param camel a context
   */
  public static void preferSettings(CamelContext camel) {
    PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
    properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
    properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
  }

  /**
   * A route with a precondition may not be built by this command, and is no less wrong if it begins
   * with a component that does not exist: it is refused at once, and not when it is built.
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
