package org.entrazscaler.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.entrazscaler.route.RouteBeans;
import org.entrazscaler.settings.Settings;

/**
 * The real routes, started once. Which program's steps they name can be changed, as if each program
 * had started them: a step is looked up each time that it is taken. Changes are written one after
 * the other, so that a history is the same each time that it happens, unless they are to be written
 * several at a time.
 */
final class SharedRoutes implements AutoCloseable {

  private static final Pattern BEAN_FUNCTION = Pattern.compile("\\$\\{bean:(\\w+)\\?");
  private static final Pattern BEAN_STEP = Pattern.compile("(- bean:\\n( +))(ref: )");
  private static final Pattern IN_PARALLEL =
      Pattern.compile(" +parallelProcessing: true\n +executorService: (writers|leavers)\n");
  private static final String PACE = "pace";
  private static final Set<String> DEALINGS = Set.of(PACE, "entraRequest");

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
    Path copies = shipped.resolveSibling("late-routes");
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setDefaultPropertyPlaceholderLocation("false");
    settings.camelProperties().forEach(main::addInitialProperty);
    RouteBeans.placeholders(settings, false)
        .forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
    main.addInitialProperty(
        "camel.main.routes-include-pattern", "file:" + copies + "/*.camel.yaml");
    main.addInitialProperty("camel.management.enabled", "false");
    main.addInitialProperty("camel.metrics.enabled", "false");
    main.addInitialProperty("camel.main.jmx-enabled", "false");
    copy(copies);
    steps = first.all();
    steps.forEach((name, step) -> main.bind(name, step instanceof Processor ? late(name) : step));
    main.start();
  }

  private Processor late(String name) {
    boolean dealing = DEALINGS.contains(name);
    boolean request = name.equals(PACE);
    return exchange -> {
      if (dealing) {
        death.dealing();
        if (request) {
          meanwhile.request();
        }
      } else {
        death.step();
      }
      ((Processor) steps.get(name)).process(exchange);
    };
  }

  private void copy(Path copies) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(shipped, "*.camel.yaml")) {
      Files.createDirectories(copies);
      for (Path file : files) {
        Files.writeString(copies.resolve(file.getFileName()), late(file, "", ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The text of a file of routes with a first change, in which beans are looked up anew each time.
   */
  private String late(Path file, String what, String with) {
    try {
      String text = Files.readString(file);
      if (!text.contains(what)) {
        throw new IllegalArgumentException(file + " has no " + what);
      }
      int place = text.indexOf(what);
      text = text.substring(0, place) + with + text.substring(place + what.length());
      text = parallel ? text : IN_PARALLEL.matcher(text).replaceAll("");
      text = BEAN_FUNCTION.matcher(text).replaceAll("\\${bean:$1?scope=Prototype&");
      return BEAN_STEP.matcher(text).replaceAll("$1scope: Prototype\n$2$3");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    Resource resource = ResourceHelper.fromString(file, late(shipped.resolve(file), what, with));
    try {
      PluginHelper.getRoutesLoader(camel()).updateRoutes(resource);
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
