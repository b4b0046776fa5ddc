package org.entrazscaler.history;

import static org.apache.camel.model.ProcessorDefinitionHelper.filterTypeInOutputs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.entrazscaler.program.EnumConversion;
import org.entrazscaler.program.LateSteps;
import org.entrazscaler.program.RouteBeans;
import org.entrazscaler.settings.Settings;

/**
 * The real routes, started once. The program whose steps they call can be replaced, as if each
 * program had started them: each call of a step looks it up. Unless {@code parallel} is set,
 * changes are written one after another, so that a history is reproducible.
 */
final class SharedRoutes implements AutoCloseable {

  /** The step before a request to Zscaler. */
  private static final String ZSCALER_REQUEST = "zscalerCall.await";

  /** The step before a request to Graph. */
  private static final String GRAPH_REQUEST = "graphCall.prepareRequest";

  private final Main main = new Main();
  private final ProgramCrash crash;
  private final ConcurrentEvent concurrentEvent;
  private final Path shipped;
  private final boolean parallel;
  private volatile Map<String, Object> steps = Map.of();

  SharedRoutes(
      Settings settings,
      RouteBeans first,
      ProgramCrash crash,
      ConcurrentEvent concurrentEvent,
      Path shipped,
      boolean parallel) {
    this.parallel = parallel;
    this.crash = crash;
    this.concurrentEvent = concurrentEvent;
    this.shipped = shipped;
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setDefaultPropertyPlaceholderLocation("false");
    settings.camelProperties().forEach(main::addInitialProperty);
    RouteBeans.placeholders(settings, false)
        .forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
    main.addInitialProperty(
        "camel.main.routes-include-pattern", "file:" + shipped + "/*.camel.yaml");
    main.addInitialProperty("planning.chunk", parallel ? "1" : "200");
    main.addInitialProperty("camel.management.enabled", "false");
    main.addInitialProperty("camel.metrics.enabled", "false");
    main.addInitialProperty("camel.main.jmx-enabled", "false");
    main.addMainListener(new EnumConversion());
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport configured) {
            changeRoutes(configured.getCamelContext());
          }
        });
    steps = first.all();
    steps.forEach(
        (name, step) -> main.bind(name, step instanceof Processor ? lookUpLate(name) : step));
    main.start();
  }

  /** Changes each route when it is added, at the start of the program and by a reload. */
  private void changeRoutes(CamelContext camel) {
    LateSteps.in(camel);
    if (!parallel) {
      ((ModelCamelContext) camel)
          .addModelLifecycleStrategy(
              new ModelLifecycleStrategySupport() {
                @Override
                public void onAddRouteDefinition(RouteDefinition route) {
                  filterTypeInOutputs(route.getOutputs(), SplitDefinition.class)
                      .forEach(SharedRoutes::removeParallelism);
                  filterTypeInOutputs(route.getOutputs(), MulticastDefinition.class)
                      .forEach(SharedRoutes::removeParallelism);
                }
              });
    }
    camel
        .getCamelContextExtension()
        .addInterceptStrategy(
            (context, definition, target, next) ->
                definition instanceof BeanDefinition bean
                    ? new Step(bean.getRef() + "." + bean.getMethod(), target)
                    : target);
  }

  private static void removeParallelism(SplitDefinition split) {
    split.setParallelProcessing((String) null);
    split.setExecutorService((String) null);
  }

  private static void removeParallelism(MulticastDefinition multicast) {
    multicast.setParallelProcessing((String) null);
    multicast.setExecutorService((String) null);
  }

  private Processor lookUpLate(String name) {
    return exchange -> {
      beforeStep(name);
      ((Processor) steps.get(name)).process(exchange);
    };
  }

  private void beforeStep(String step) {
    boolean request = step.startsWith(ZSCALER_REQUEST);
    if (request || step.equals(GRAPH_REQUEST)) {
      crash.beforeCall();
    } else {
      crash.beforeStep();
    }
    if (request) {
      concurrentEvent.beforeRequest();
    }
  }

  /** A step that a crashed program does not run. */
  private final class Step extends DelegateAsyncProcessor {

    private final String name;

    Step(String name, Processor target) {
      super(target);
      this.name = name;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      try {
        beforeStep(name);
      } catch (RuntimeException thrown) {
        exchange.setException(thrown);
        callback.done(true);
        return true;
      }
      return super.process(exchange, callback);
    }
  }

  /** From now on the routes call the steps of this program. */
  void use(RouteBeans beans) {
    steps = beans.all();
    steps.forEach(
        (name, step) -> {
          if (!(step instanceof Processor)) {
            camel().getRegistry().bind(name, step);
          }
        });
  }

  /** Edits a file of the shipped routes and loads it as a reload does. */
  void edit(String file, String what, String with) {
    try {
      String text = Files.readString(shipped.resolve(file));
      int place = text.indexOf(what);
      if (place < 0) {
        throw new IllegalArgumentException(file + " has no " + what);
      }
      String edited = text.substring(0, place) + with + text.substring(place + what.length());
      PluginHelper.getRoutesLoader(camel()).updateRoutes(ResourceHelper.fromString(file, edited));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("The edited " + file + " cannot be loaded", e);
    }
  }

  CamelContext camel() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
  }
}
