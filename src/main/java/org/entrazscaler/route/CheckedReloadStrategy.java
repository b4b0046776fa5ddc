package org.entrazscaler.route;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up changed route files, all or none: as long as any file of the folder has a mistake
 * nothing is reloaded, what was in force stays in force, and what was changed meanwhile waits.
 * Routes that a file no longer holds are removed.
 */
public final class CheckedReloadStrategy extends RouteWatcherReloadStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(CheckedReloadStrategy.class);

  /** An editor writes in steps; a file counts when it has rested for this long. */
  private static final long REST_MILLIS = 150;

  private static final int MOST_RESTS = 20;

  /**
   * A change that was not taken up.
   *
   * @param at when it was refused
   * @param findings why; errors and warnings of all files
   */
  public record Refusal(Instant at, List<Finding> findings) {
    /** Copies the list. */
    public Refusal {
      findings = List.copyOf(findings);
    }
  }

  private final Path folder;
  private final RouteFilesCheck check;
  private final Clock clock;
  private final Runnable afterReload;
  private final Map<URI, Resource> waiting = new LinkedHashMap<>();
  private volatile @Nullable Refusal refusal;

  /**
   * A strategy, to be added to the context as a service.
   *
   * @param folder the folder to watch, without those in it
   * @param check judges the folder
   * @param clock for the time of refusals
   * @param afterReload called each time that changes have come into force
   */
  public CheckedReloadStrategy(
      Path folder, RouteFilesCheck check, Clock clock, Runnable afterReload) {
    super(folder.toString(), false);
    this.folder = folder;
    this.check = check;
    this.clock = clock;
    this.afterReload = afterReload;
    setPattern("*.camel.yaml");
    setRemoveAllRoutes(false);
  }

  /**
   * The change that is not in force, although the files have it.
   *
   * @return empty if the files are in force
   */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  protected void onRouteReload(Collection<Resource> resources, boolean removeEverything) {
    resources.forEach(resource -> waiting.put(resource.getURI(), resource));
    awaitRest();
    List<Finding> findings = check.check(folder);
    String report = findings.stream().map(Finding::report).collect(Collectors.joining("\n"));
    if (findings.stream().anyMatch(Finding::isError)) {
      refusal = new Refusal(clock.instant(), findings);
      LOG.error("The changed routes are not taken up, what was in force goes on:\n{}", report);
      return;
    }
    if (!findings.isEmpty()) {
      LOG.warn("The changed routes are taken up, but:\n{}", report);
    }
    List<Resource> changed = List.copyOf(waiting.values());
    try {
      removeVanished(changed);
      super.onRouteReload(changed.stream().filter(Resource::exists).toList(), false);
    } catch (Exception e) {
      LOG.error("The changed routes could not be taken up as a whole", e);
      throw RuntimeCamelException.wrapRuntimeException(e);
    }
    waiting.clear();
    refusal = null;
    afterReload.run();
  }

  private void removeVanished(List<Resource> changed) throws Exception {
    ModelCamelContext model = (ModelCamelContext) getCamelContext();
    for (Resource resource : changed) {
      Path file = Path.of(resource.getURI());
      Set<String> present = Files.exists(file) ? MappingCheck.routeIds(Utf8.read(file)) : Set.of();
      for (RouteDefinition route : new ArrayList<>(model.getRouteDefinitions())) {
        Resource origin = route.getResource();
        if (origin != null
            && isFile(origin)
            && file.toAbsolutePath().equals(Path.of(origin.getURI()).toAbsolutePath())
            && !present.contains(route.getRouteId())) {
          model.removeRouteDefinition(route);
        }
      }
    }
  }

  private static boolean isFile(Resource resource) {
    return "file".equals(resource.getURI().getScheme());
  }

  private void awaitRest() {
    try {
      String before = state();
      for (int i = 0; i < MOST_RESTS; i++) {
        Thread.sleep(REST_MILLIS);
        String now = state();
        if (now.equals(before)) {
          return;
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.debug("The folder changes while it is read; the check will say so if it goes on", e);
    }
  }

  private String state() throws IOException {
    StringBuilder state = new StringBuilder();
    for (Path file : MappingCheck.routeFiles(folder)) {
      state.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
    }
    return state.toString();
  }
}
