package org.entrazscaler.program;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.entrazscaler.cli.CommandFailure;
import org.entrazscaler.cli.Environment;
import org.entrazscaler.cli.ExitStatus;
import org.entrazscaler.cli.Program;
import org.entrazscaler.cli.ProvisioningAccess;
import org.entrazscaler.cli.Runner;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.command.ProvisioningMXBean;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.directory.SourceAttributes;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.instance.InstanceFile;
import org.entrazscaler.instance.RunningInstance;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.operate.Operations;
import org.entrazscaler.settings.Secret;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.store.StateBusyException;
import org.entrazscaler.store.StateException;
import org.jspecify.annotations.Nullable;

/**
 * The program in this process: calls the running instance that has the state, or opens the state.
 */
public final class LocalProgram implements Program {

  /** A starting instance has the state before it can be called. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(15);

  private static final Duration OTHER_COMMAND_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Environment environment;
  private final RouteStarter starter;
  private final Clock clock;

  /** Creates the program for an environment. */
  public LocalProgram(Environment environment) {
    this(environment, RouteStarter.OWN);
  }

  /**
   * Creates the program.
   *
   * @param starter starts the routes of its commands
   */
  LocalProgram(Environment environment, RouteStarter starter) {
    this.environment = environment;
    this.starter = starter;
    this.clock = environment.clock();
  }

  @Override
  public Runner runner(Settings settings) {
    return new Runner() {
      @Override
      public int run() {
        try (Termination termination = new Termination();
            State state = openAfterOtherCommands(settings)) {
          return new Service(settings, state, environment, routes(), termination).run();
        } catch (StateBusyException e) {
          throw new CommandFailure(ExitStatus.BUSY, String.valueOf(e.getMessage()), e);
        }
      }

      @Override
      public int runOnce() {
        CommandOutcome outcome =
            callCommand(
                settings,
                ProvisioningMXBean::runCycle,
                new CycleProgress(environment.out(), environment.terminal(), false));
        environment.out().print(outcome.getText());
        environment.out().flush();
        return outcome.getExitStatus();
      }
    };
  }

  @Override
  public ProvisioningAccess access(Settings settings) {
    return new ProvisioningAccess() {
      @Override
      public <T> T call(Function<ProvisioningMXBean, T> work) {
        return callCommand(settings, work, CycleListener.NONE);
      }
    };
  }

  @Override
  public List<Finding> checkRoutes(Settings settings, Path folder) {
    disableSecondCompiler();
    return RouteCheck.check(settings, folder, clock);
  }

  @Override
  public MappingCheck mappingCheck(Settings settings) {
    return RouteCheck.mappings(settings);
  }

  @Override
  public Collection<String> userAttributes() {
    return SourceAttributes.names(ObjectType.USER);
  }

  private <T> T callCommand(
      Settings settings, Function<ProvisioningMXBean, T> work, CycleListener listener) {
    disableSecondCompiler();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (true) {
      Optional<T> remote = callRunningInstance(settings, work);
      if (remote.isPresent()) {
        return remote.get();
      }
      try (Termination termination = new Termination();
          State state = open(settings)) {
        return callHere(settings, state, termination, work, listener);
      } catch (StateBusyException e) {
        if (System.nanoTime() - deadline > 0) {
          throw new CommandFailure(ExitStatus.BUSY, String.valueOf(e.getMessage()), e);
        }
        pause();
      }
    }
  }

  /** For commands other than {@code run}, whose process ends soon. Not in tests. */
  private void disableSecondCompiler() {
    if (environment.processStreams()) {
      SecondCompiler.disable();
    }
  }

  /** Waits for another command, which has the state only for a moment. */
  private State openAfterOtherCommands(Settings settings) {
    long deadline = System.nanoTime() + OTHER_COMMAND_TIMEOUT.toNanos();
    while (true) {
      try {
        return open(settings);
      } catch (StateBusyException e) {
        if (System.nanoTime() - deadline > 0
            || callRunningInstance(settings, bean -> true).isPresent()) {
          throw e;
        }
        pause();
      }
    }
  }

  private <T> Optional<T> callRunningInstance(
      Settings settings, Function<ProvisioningMXBean, T> work) {
    return RunningInstance.find(instanceFile(settings, environment))
        .map(RunningInstance::commands)
        .map(work);
  }

  private <T> T callHere(
      Settings settings,
      State state,
      Termination termination,
      Function<ProvisioningMXBean, T> work,
      CycleListener listener) {
    try (LazyEngine engine =
        new LazyEngine(
            () -> new RouteEngine(settings, state, routes(), clock, listener, false, starter))) {
      termination.onTermination(engine::endEarly);
      return work.apply(new Operations(settings, state, engine, clock));
    }
  }

  private State open(Settings settings) {
    try {
      return State.open(
          new StateAddress(
              settings.state().url(),
              settings.state().username(),
              reveal(settings.state().password()),
              reveal(settings.state().encryptionPassword())),
          environment.workingDirectory(),
          clock);
    } catch (StateBusyException e) {
      throw e;
    } catch (StateException e) {
      throw new CommandFailure(ExitStatus.CONNECTION, String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable String reveal(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }

  private Path routes() {
    return environment.workingDirectory().resolve("routes");
  }

  static Path instanceFile(Settings settings, Environment environment) {
    return InstanceFile.of(settings.state().url(), environment.workingDirectory());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitStatus.LEFT, "Interrupted while waiting for the state.", e);
    }
  }
}
