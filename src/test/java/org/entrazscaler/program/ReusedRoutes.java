package org.entrazscaler.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.TimeValue;
import org.entrazscaler.cli.Environment;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.settings.MailSettings;
import org.entrazscaler.settings.Secret;
import org.entrazscaler.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The routes of commands that run one after the other in one process with the same files of routes,
 * the same settings that the routes use when they are built, and the same properties of Java for
 * connections: built and started once, because that takes longer than most commands. Each command
 * has its own settings, state, steps, sign-in, clock and connections, as if it had started the
 * routes, and its settings are checked. Safe for use by several threads.
 */
public final class ReusedRoutes implements RouteStarter {

  /** The maximum number of unused routes; each takes some megabytes. */
  private static final int KEPT = 6;

  private static final String EVALUATION = "evaluationContext";

  /** Java's properties of connections: proxies, and the certificates that are trusted. */
  private static final List<String> OF_CONNECTIONS =
      List.of("http.", "https.", "java.net.", "javax.net.", "socks");

  /** A property that a route names: {@code {{name}}}, or the function of Simple. */
  private static final Pattern PROPERTY =
      Pattern.compile("(?:\\{\\{[?!]?|properties(?:Exist)?:)([\\w.-]+)");

  private static final Map<ByteBuffer, Set<String>> PROPERTIES = new ConcurrentHashMap<>();

  /**
   * What routes are built from. What was built from the same is the same: everything else in the
   * settings is used by the steps alone. Buffers are compared faster than strings.
   *
   * @param properties those that Camel uses, and those that the files name
   */
  private record Source(
      EntraSettings entra,
      @Nullable URI tenantUrl,
      @Nullable Secret secretToken,
      MailSettings mail,
      Map<String, String> properties,
      Map<Path, ByteBuffer> files,
      boolean dry,
      Map<String, String> connections) {}

  /** Running routes. */
  private static final class Built {
    private final Source source;
    private final RouteEngine starter;
    private final Set<Settings> checked = ConcurrentHashMap.newKeySet();
    private volatile RouteEngine user;

    Built(Source source, RouteEngine starter) {
      this.source = source;
      this.starter = starter;
      this.user = starter;
    }

    /** Checks the files with the settings of a command, unless that was done before. */
    void check(RouteEngine engine) {
      if (!checked.contains(engine.settings())) {
        engine.requireNoErrors();
        checked.add(engine.settings());
      }
    }

    EvaluationContext evaluation() {
      return (EvaluationContext) user.steps().get(EVALUATION);
    }
  }

  /** The clock of the command that uses the routes. */
  private static final class ClockOfUser extends Clock {
    private final Built built;

    ClockOfUser(Built built) {
      this.built = built;
    }

    @Override
    public Instant instant() {
      return built.evaluation().clock().instant();
    }

    @Override
    public ZoneId getZone() {
      return built.evaluation().clock().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private final List<Built> idle = new ArrayList<>();
  private final List<Built> used = new ArrayList<>();

  /**
   * The program, whose commands use these routes.
   *
   * @param environment where it was called
   * @return the program
   */
  public LocalProgram program(Environment environment) {
    return new LocalProgram(environment, this);
  }

  @Override
  public CamelContext start(RouteEngine engine) {
    Source source = source(engine);
    Built found = take(source);
    if (found == null) {
      found = new Built(source, engine);
      start(found);
      synchronized (this) {
        used.add(found);
      }
    } else {
      try {
        found.check(engine);
      } catch (RuntimeException e) {
        keep(found);
        throw e;
      }
      found.user = engine;
      found.starter.useSignInOf(engine);
      CamelContext camel = found.starter.main().getCamelContext();
      engine
          .steps()
          .forEach(
              (name, step) -> {
                if (!(step instanceof Processor) && !name.equals(EVALUATION)) {
                  camel.getRegistry().bind(name, step);
                }
              });
    }
    return found.starter.main().getCamelContext();
  }

  private static Source source(RouteEngine engine) {
    Map<Path, ByteBuffer> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(engine.routes())) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        files.put(engine.routes().relativize(path), ByteBuffer.wrap(Files.readAllBytes(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Settings settings = engine.settings();
    return new Source(
        settings.entra(),
        settings.zscaler().tenantUrl(),
        settings.zscaler().secretToken(),
        settings.mail(),
        properties(settings, files.values()),
        files,
        engine.isDryRun(),
        connections());
  }

  private static Map<String, String> properties(Settings settings, Collection<ByteBuffer> files) {
    Map<String, String> used = new TreeMap<>(settings.camelProperties());
    Properties all = RouteBeans.placeholders(settings, false);
    for (String name : all.stringPropertyNames()) {
      if (name.startsWith("camel.")) {
        used.put(name, all.getProperty(name));
      }
    }
    for (ByteBuffer file : files) {
      for (String name : PROPERTIES.computeIfAbsent(file, ReusedRoutes::namedIn)) {
        used.put(name, all.getProperty(name, ""));
      }
    }
    return used;
  }

  private static Set<String> namedIn(ByteBuffer file) {
    return PROPERTY
        .matcher(StandardCharsets.UTF_8.decode(file.duplicate()))
        .results()
        .map(property -> property.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, String> connections() {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (OF_CONNECTIONS.stream().anyMatch(name::startsWith)) {
        properties.put(name, System.getProperty(name));
      }
    }
    return properties;
  }

  private synchronized @Nullable Built take(Source source) {
    for (Built one : idle) {
      if (one.source.equals(source)) {
        idle.remove(one);
        used.add(one);
        return one;
      }
    }
    return null;
  }

  private static void start(Built built) {
    RouteEngine engine = built.starter;
    built.check(engine);
    engine
        .steps()
        .forEach(
            (name, step) -> {
              if (step instanceof Processor) {
                engine.main().bind(name, late(built, name));
              }
            });
    engine
        .main()
        .bind(
            EVALUATION,
            EvaluationContext.of(new ClockOfUser(built))
                .withDefaultDomain(() -> built.evaluation().defaultDomain().get()));
    engine
        .main()
        .addMainListener(
            new MainListenerSupport() {
              @Override
              public void beforeConfigure(BaseMainSupport configured) {
                LateSteps.in(configured.getCamelContext());
              }
            });
    try {
      engine.main().start();
    } catch (RuntimeException e) {
      engine.main().stop();
      throw e;
    }
  }

  private static Processor late(Built built, String name) {
    return (Exchange exchange) -> ((Processor) built.user.steps().get(name)).process(exchange);
  }

  /** Keeps the routes for the next command, unless something is still running in them. */
  @Override
  public void stop(RouteEngine engine) {
    Built built = leave(engine);
    if (built == null) {
      return;
    }
    CamelContext camel = built.starter.main().getCamelContext();
    if (camel.getInflightRepository().size() > 0) {
      built.starter.main().stop();
      return;
    }
    camel.getEndpoints().stream()
        .filter(HttpEndpoint.class::isInstance)
        .map(endpoint -> ((HttpEndpoint) endpoint).getClientConnectionManager())
        .filter(PoolingHttpClientConnectionManager.class::isInstance)
        .forEach(
            connections ->
                ((PoolingHttpClientConnectionManager) connections)
                    .closeIdle(TimeValue.ZERO_MILLISECONDS));
    Built oldest = keep(built);
    if (oldest != null) {
      oldest.starter.main().stop();
    }
  }

  /** Keeps routes that no command uses, and returns those that are no longer kept. */
  private synchronized @Nullable Built keep(Built built) {
    used.remove(built);
    idle.add(built);
    return idle.size() > KEPT ? idle.remove(0) : null;
  }

  private synchronized @Nullable Built leave(RouteEngine engine) {
    for (Built one : used) {
      if (one.user == engine) {
        used.remove(one);
        return one;
      }
    }
    return null;
  }

  /** Whether no command uses them. */
  public synchronized boolean unused() {
    return used.isEmpty();
  }

  /** Stops those that no command uses. */
  public void stop() {
    List<Built> all;
    synchronized (this) {
      all = List.copyOf(idle);
      idle.clear();
    }
    all.forEach(built -> built.starter.main().stop());
  }
}
