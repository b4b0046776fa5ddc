package org.entrazscaler.program;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.entrazscaler.cli.CommandFailure;
import org.entrazscaler.cli.Environment;
import org.entrazscaler.cli.ExitStatus;
import org.entrazscaler.command.ProvisioningMBean;
import org.entrazscaler.console.ConsoleException;
import org.entrazscaler.console.HawtioConsole;
import org.entrazscaler.instance.PublishedInstance;
import org.entrazscaler.operate.Operations;
import org.entrazscaler.settings.ConsoleSettings;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code run}: the routes with console, MBean and management server. */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Settings settings;
  private final Environment environment;
  private final Path routes;
  private final RouteEngine engine;
  private final Operations operations;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  Service(
      Settings settings,
      State state,
      Environment environment,
      Path routes,
      Termination termination) {
    this.settings = settings;
    this.environment = environment;
    this.routes = routes;
    this.engine =
        new RouteEngine(
            settings,
            state,
            routes,
            environment.clock(),
            new CycleProgress(environment.out(), environment.terminal(), true),
            true,
            RouteStarter.OWN);
    this.operations = new Operations(settings, state, engine, environment.clock());
    termination.onTermination(engine::endEarly);
  }

  int run() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    AtomicBoolean started = new AtomicBoolean();
    engine
        .main()
        .addMainListener(
            new MainListenerSupport() {
              @Override
              public void afterStart(BaseMainSupport main) {
                started.set(true);
                try {
                  publish();
                } catch (RuntimeException e) {
                  failure.set(e);
                  engine.main().completed();
                }
              }

              @Override
              public void beforeStop(BaseMainSupport main) {
                engine.stopCycles();
              }
            });
    RouteCheck.requireNoErrors(settings, routes, environment.clock());
    try {
      // Before the routes, so that a port in use ends the program before a cycle begins.
      requireManagementPort();
      startConsole();
      engine.main().run();
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      engine.close();
      throw RouteCheck.startFailure(settings, routes, environment.clock(), e);
    } finally {
      closeAll();
    }
    if (failure.get() != null) {
      throw startFailure(root(failure.get()), failure.get());
    }
    if (!started.get()) {
      throw startFailure("see the log", null);
    }
    return engine.main().getExitCode();
  }

  private static CommandFailure startFailure(String reason, @Nullable Throwable cause) {
    return new CommandFailure(ExitStatus.USAGE, "The program cannot be started: " + reason, cause);
  }

  /** Checks the port, because Camel's management server would only log that it cannot start. */
  private void requireManagementPort() {
    if (!Boolean.parseBoolean(engine.property("camel.management.enabled", "true"))) {
      return;
    }
    String host = engine.property("camel.management.host", "127.0.0.1");
    String port = engine.property("camel.management.port", "9876");
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, Integer.parseInt(port)));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "Health and metrics cannot be served at camel.management.host "
              + host
              + ", camel.management.port "
              + port
              + ": "
              + e.getMessage()
              + ". Set another port, or stop the program that uses it.",
          e);
    }
  }

  private void startConsole() {
    ConsoleSettings console = settings.console();
    if (console.password() == null) {
      environment.out().println("No console: set console.password to start it.");
      return;
    }
    try {
      HawtioConsole hawtio = HawtioConsole.start(console);
      opened.push(hawtio);
      environment.out().println("Console: " + hawtio.address());
    } catch (ConsoleException e) {
      throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Registers the MBean and lets other processes find this instance. */
  private void publish() {
    opened.push(ProvisioningMBean.register(ManagementFactory.getPlatformMBeanServer(), operations));
    try {
      opened.push(
          PublishedInstance.publish(LocalProgram.instanceFile(settings, environment), operations));
    } catch (IllegalStateException e) {
      LOG.warn("{} This instance goes on without them.", e.getMessage());
    }
    environment
        .out()
        .println("Running. Cycles: " + settings.provisioning().schedule() + ", and one now.");
  }

  private synchronized void closeAll() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.debug("Something could not be closed.", e);
      }
    }
  }

  private static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
