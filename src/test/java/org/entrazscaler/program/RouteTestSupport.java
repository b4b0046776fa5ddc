package org.entrazscaler.program;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.entrazscaler.store.State;

/**
 * Files of {@code routes/} alone, without network and state: the steps that they name are what a
 * test binds, and what they call outside is a mock endpoint. The pattern to follow for the test of
 * a route that is changed or added.
 */
public abstract class RouteTestSupport extends CamelMainTestSupport {

  private final String files;
  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

  /**
   * Takes files of the shipped routes.
   *
   * @param files their names without {@code .camel.yaml}
   */
  public RouteTestSupport(String... files) {
    this.files = "file:routes/" + String.join(".camel.yaml,file:routes/", files) + ".camel.yaml";
  }

  /** The properties that the files name. */
  public Properties properties() {
    return new Properties();
  }

  /** Which endpoints are mocks that nothing is sent on from: a name, or a regular expression. */
  public abstract String outside();

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    configuration.withRoutesIncludePattern(files);
    configuration.withStreamCachingEnabled(false);
  }

  /** The settings of the checkout are no part of it. */
  @Override
  protected String getPropertyPlaceholderLocations() {
    return "false";
  }

  @Override
  public void configureContext(CamelContextConfiguration configuration) {
    super.configureContext(configuration);
    // A route that is neither loaded nor replaced fails at once; it would be waited for otherwise.
    Properties properties = properties();
    properties.setProperty("camel.component.direct.block", "false");
    configuration.withUseOverridePropertiesWithPropertiesComponent(properties);
    configuration.withMockEndpointsAndSkip(outside());
  }

  /** The steps of the program, without settings, mappings and state, while no cycle runs. */
  public static RouteBeans idle() {
    return unmapped(
        SettingsLoader.load(Path.of("target"), null, Map.of()), State.unopened(Clock.systemUTC()));
  }

  /** The steps of the program with a state, without mappings; no one signs in. */
  public static RouteBeans unmapped(Settings settings, State state) {
    return steps(
        settings,
        state,
        () -> {
          throw new IllegalStateException("nothing is mapped");
        });
  }

  /**
   * The steps of the program with a state and with the mappings of these files; no one signs in.
   */
  public RouteBeans steps(Settings settings, State state) {
    return steps(settings, state, () -> MappingsInForce.of(context()));
  }

  private static RouteBeans steps(
      Settings settings, State state, Supplier<MappingsInForce> mappings) {
    return new RouteBeans(
        settings,
        state,
        () -> {
          throw new IllegalStateException("no sign-in in this test");
        },
        mappings,
        Clock.systemUTC(),
        CycleListener.NONE);
  }

  /** Stands for {@link org.entrazscaler.urgent.UrgentPassSteps} of a cycle with an urgent pass. */
  public final class UrgentPasses {

    /** Noted. */
    public void open() {
      note("open");
    }

    /** Noted. */
    public void close() {
      note("close");
    }
  }

  /** Notes that a step was taken: called by what stands for a bean. */
  public void note(String step) {
    taken.add(step);
  }

  /** Lets a mock endpoint fail with whatever reaches it. */
  public void fail(String endpoint, Exception failure) {
    getMockEndpoint("mock:" + endpoint)
        .whenAnyExchangeReceived(
            exchange -> {
              throw failure;
            });
  }

  /** Notes each message that reaches one of these {@code direct} endpoints, by its name. */
  public void follow(String... names) {
    for (String name : names) {
      getMockEndpoint("mock:direct:" + name).whenAnyExchangeReceived(exchange -> note(name));
    }
  }

  /** Binds a step that is only noted. */
  public void bind(Registry registry, String step) {
    registry.bind(step, Processor.class, (Processor) exchange -> note(step));
  }

  /** The steps that were taken, in their order. */
  public List<String> taken() {
    return List.copyOf(taken);
  }
}
