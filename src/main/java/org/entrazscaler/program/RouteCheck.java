package org.entrazscaler.program;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.entrazscaler.cli.CommandFailure;
import org.entrazscaler.cli.ExitStatus;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.entra.SourceAttributes;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.route.RouteBeans;
import org.entrazscaler.route.RouteFilesCheck;
import org.entrazscaler.settings.ProvisioningSettings.Scope;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.state.State;
import org.entrazscaler.state.StateAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the files in {@code routes/} without a network and without the state. */
final class RouteCheck {

  private static final Logger LOG = LoggerFactory.getLogger(RouteCheck.class);

  private RouteCheck() {}

  static MappingCheck mappings(Settings settings) {
    return new MappingCheck(
        names(ObjectType.USER, settings),
        names(ObjectType.GROUP, settings),
        RouteBeans.product(settings));
  }

  private static SourceNames names(ObjectType type, Settings settings) {
    boolean assignments = settings.provisioning().scope() == Scope.ASSIGNED;
    return new SourceNames() {
      @Override
      public boolean known(String name) {
        return SourceAttributes.known(type, name)
            && (assignments || !name.equals(SourceAttributes.ROLES));
      }

      @Override
      public String objection(String name) {
        return name.equals(SourceAttributes.ROLES) && !assignments
            ? "Roles are not possible with provisioning.scope=all, which looks at no assignments"
            : SourceNames.super.objection(name);
      }

      @Override
      public Optional<String> nearest(String name) {
        return SourceAttributes.nearest(type, name);
      }
    };
  }

  /**
   * Lets nothing be started while a file has a mistake.
   *
   * @throws CommandFailure with every finding, if one of them is an error
   */
  static void refuseMistakes(Settings settings, Path routes, Clock clock) {
    List<Finding> findings = check(settings, routes, clock);
    String report = findings.stream().map(Finding::report).collect(Collectors.joining("\n"));
    if (findings.stream().anyMatch(Finding::isError)) {
      throw new CommandFailure(
          ExitStatus.USAGE, report + "\nThe files in routes/ have mistakes: nothing was started.");
    }
    if (!findings.isEmpty()) {
      LOG.warn("{}", report);
    }
  }

  /** All findings by file and place. */
  static List<Finding> check(Settings settings, Path routes, Clock clock) {
    try (State state = State.open(StateAddress.inMemory(), routes, clock);
        DefaultCamelContext context = new DefaultCamelContext()) {
      context.disableJMX();
      context
          .getPropertiesComponent()
          .setInitialProperties(RouteBeans.placeholders(settings, true));
      for (String pool : RouteBeans.THREAD_POOLS) {
        context.getExecutorServiceManager().registerThreadPoolProfile(new ThreadPoolProfile(pool));
      }
      new RouteBeans(
              settings,
              state,
              () -> {
                throw new IllegalStateException("Routes are checked without signing in.");
              },
              () -> {
                throw new IllegalStateException("Routes are checked without mapping anything.");
              },
              clock,
              CycleListener.NONE)
          .all()
          .forEach(context.getRegistry()::bind);
      return new RouteFilesCheck(mappings(settings), context).check(routes);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
