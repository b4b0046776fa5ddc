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
import org.entrazscaler.program.LateSteps;
import org.entrazscaler.program.RouteBeans;
import org.entrazscaler.settings.Settings;

/**
 * The real routes, started once. Which program's steps they name can be changed, as if each program
 * had started them: a step is looked up each time that it is taken. Changes are written one after
 * the other, so that a history is the same each time that it happens, unless they are to be written
 * several at a time.
 */
final class SharedRoutes implements AutoCloseable {

  /** The steps after which a request to Zscaler is sent. */
  private static final String REQUEST = "zscalerCall.await";

  /** The step after which a request to Graph is sent. */
  private static final String QUESTION = "graphCall.prepareRequest";

  private final Main main = new Main();
  private final Death death;
  private final Meanwhile meanwhile;
  private final Path shipped;
  private final boolean parallel;
  private volatile Map<String, Object> steps = Map.of();

  SharedRoutes(
      Settings settings,
      RouteBeans first,
      Death death,
      Meanwhile meanwhile,
      Path shipped,
      boolean parallel) {
    this.parallel = parallel;
    this.death = death;
    this.meanwhile = meanwhile;
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
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport configured) {
            change(configured.getCamelContext());
          }
        });
    steps = first.all();
    steps.forEach((name, step) -> main.bind(name, step instanceof Processor ? late(name) : step));
    main.start();
  }

  /** Each route is changed as it is added: when the program starts, and by a reload. */
  private void change(CamelContext camel) {
    LateSteps.in(camel);
    if (!parallel) {
      ((ModelCamelContext) camel)
          .addModelLifecycleStrategy(
              new ModelLifecycleStrategySupport() {
                @Override
                public void onAddRouteDefinition(RouteDefinition route) {
                  filterTypeInOutputs(route.getOutputs(), SplitDefinition.class)
                      .forEach(SharedRoutes::oneByOne);
                  filterTypeInOutputs(route.getOutputs(), MulticastDefinition.class)
                      .forEach(SharedRoutes::oneByOne);
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

  private static void oneByOne(SplitDefinition split) {
    split.setParallelProcessing((String) null);
    split.setExecutorService((String) null);
  }

  private static void oneByOne(MulticastDefinition multicast) {
    multicast.setParallelProcessing((String) null);
    multicast.setExecutorService((String) null);
  }

  private Processor late(String name) {
    return exchange -> {
      before(name);
      ((Processor) steps.get(name)).process(exchange);
    };
  }

  private void before(String step) {
    boolean request = step.startsWith(REQUEST);
    if (request || step.equals(QUESTION)) {
      death.dealing();
    } else {
      death.step();
    }
    if (request) {
      meanwhile.request();
    }
  }

  /** A step that the dead do not take. */
  private final class Step extends DelegateAsyncProcessor {

    private final String name;

    Step(String name, Processor target) {
      super(target);
      this.name = name;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      try {
        before(name);
      } catch (RuntimeException thrown) {
        exchange.setException(thrown);
        callback.done(true);
        return true;
      }
      return super.process(exchange, callback);
    }
  }

  /** The steps of another program are taken from now on. */
  void use(RouteBeans beans) {
    steps = beans.all();
    steps.forEach(
        (name, step) -> {
          if (!(step instanceof Processor)) {
            camel().getRegistry().bind(name, step);
          }
        });
  }

  /** Edits a file of the shipped routes and takes it up as a reload does. */
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
      throw new IllegalStateException("The edited " + file + " cannot be taken up", e);
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
