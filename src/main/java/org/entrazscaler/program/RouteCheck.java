package org.entrazscaler.program;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.entrazscaler.camel.reload.RouteContext;
import org.entrazscaler.camel.reload.RouteFilesCheck;
import org.entrazscaler.cli.CommandFailure;
import org.entrazscaler.cli.ExitStatus;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.directory.SourceAttributes;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.settings.ProvisioningSettings.Scope;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.store.State;
import org.entrazscaler.zscaler.ZscalerCall;
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
        ZscalerCall.product(settings.zscaler()));
  }

  private static SourceNames names(ObjectType type, Settings settings) {
    boolean assignments = settings.provisioning().scope() == Scope.ASSIGNED;
    return new SourceNames() {
      @Override
      public boolean isKnown(String name) {
        return SourceAttributes.isKnown(type, name)
            && (assignments || !name.equals(SourceAttributes.ROLES));
      }

      @Override
      public String objection(String name) {
        return name.equals(SourceAttributes.ROLES) && !assignments
            ? "Roles are not available with provisioning.scope=all, because assignments are not"
                + " read"
            : SourceNames.super.objection(name);
      }

      @Override
      public Optional<String> nearest(String name) {
        return SourceAttributes.nearest(type, name);
      }
    };
  }

  /**
   * Fails if a mapping or a filter has an error, and logs warnings. Other errors in the files show
   * when the routes are built.
   *
   * @throws CommandFailure with all findings, if one of them is an error
   */
  static void requireNoErrors(Settings settings, Path routes, Clock clock) {
    List<Finding> findings = mappings(settings).checkFolder(routes);
    if (findings.stream().anyMatch(Finding::isError)) {
      throw refusal(check(settings, routes, clock));
    }
    if (!findings.isEmpty()) {
      LOG.warn("{}", report(findings));
    }
  }

  /**
   * Describes why the routes could not be started: with the errors in the files, if there are any.
   *
   * @param failure the failure of Camel
   */
  static CommandFailure startFailure(
      Settings settings, Path routes, Clock clock, Exception failure) {
    List<Finding> findings = check(settings, routes, clock);
    if (findings.stream().anyMatch(Finding::isError)) {
      return refusal(findings);
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new CommandFailure(
        ExitStatus.USAGE, "The routes cannot be started: " + root.getMessage(), failure);
  }

  private static CommandFailure refusal(List<Finding> findings) {
    return new CommandFailure(
        ExitStatus.USAGE,
        report(findings) + "\nThe files in routes/ have errors: nothing was started.");
  }

  private static String report(List<Finding> findings) {
    return findings.stream().map(Finding::report).collect(Collectors.joining("\n"));
  }

  /** All findings, sorted by file and position. */
  static List<Finding> check(Settings settings, Path routes, Clock clock) {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.disableJMX();
      RouteContext.preferSettings(context);
      context
          .getPropertiesComponent()
          .setInitialProperties(RouteBeans.placeholders(settings, true));
      for (String pool : RouteBeans.THREAD_POOLS) {
        context.getExecutorServiceManager().registerThreadPoolProfile(new ThreadPoolProfile(pool));
      }
      new RouteBeans(
              settings,
              State.unopened(clock),
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
