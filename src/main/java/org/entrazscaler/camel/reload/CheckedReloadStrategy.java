package org.entrazscaler.camel.reload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.Finding.Severity;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up changed route files, all or none: as long as any file of the folder has a mistake
 * nothing is reloaded, what was in force stays in force, and what was changed meanwhile waits. What
 * has changed is found by comparing the files with those in force, and what was checked is loaded.
 * Routes that a file no longer holds are removed.
 */
public final class CheckedReloadStrategy extends RouteWatcherReloadStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(CheckedReloadStrategy.class);

  /** An editor writes in steps; the files count when they have rested for this long. */
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
  private Map<Path, ByteBuffer> inForce;
  private Map<Path, ByteBuffer> refused = Map.of();
  private volatile @Nullable Refusal refusal;

  /**
   * A strategy, to be added to the context as a service.
   *
   * @param folder the folder to watch, without those in it
   * @param check judges the folder
   * @param clock for the time of refusals
   * @param afterReload called each time that changes have come into force
   * @throws IOException if the folder cannot be read; what it holds now is what is in force
   */
  public CheckedReloadStrategy(
      Path folder, RouteFilesCheck check, Clock clock, Runnable afterReload) throws IOException {
    super(folder.toString(), false);
    this.folder = folder;
    this.check = check;
    this.clock = clock;
    this.afterReload = afterReload;
    this.inForce = read();
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

  /**
   * Something has changed in the folder. What it is, the files say: an editor is told of in several
   * events, and two files that are changed together in events one after the other.
   */
  @Override
  protected synchronized void onRouteReload(
      Collection<Resource> resources, boolean removeEverything) {
    try {
      takeUp(atRest());
    } catch (IOException e) {
      refuse(
          List.of(
              Finding.about(Severity.ERROR, folder.toString(), "The folder cannot be read: " + e)));
    }
  }

  private void takeUp(Map<Path, ByteBuffer> files) throws IOException {
    if (files.equals(inForce)) {
      refusal = null;
      return;
    }
    if (refusal != null && files.equals(refused)) {
      return;
    }
    List<Finding> findings = check.check(folder);
    if (!files.equals(read())) {
      // It goes on; the next event tells of it.
      return;
    }
    if (findings.stream().anyMatch(Finding::isError)) {
      refused = files;
      refuse(findings);
      return;
    }
    if (!findings.isEmpty()) {
      LOG.warn("The changed routes are taken up, but:\n{}", report(findings));
    }
    try {
      removeVanished(files);
      super.onRouteReload(changed(files), false);
    } catch (Exception e) {
      LOG.error("The changed routes could not be taken up as a whole", e);
      throw RuntimeCamelException.wrapRuntimeException(e);
    }
    inForce = files;
    refusal = null;
    afterReload.run();
  }

  private void refuse(List<Finding> findings) {
    refusal = new Refusal(clock.instant(), findings);
    LOG.error(
        "The changed routes are not taken up, what was in force goes on:\n{}", report(findings));
  }

  private static String report(List<Finding> findings) {
    return findings.stream().map(Finding::report).collect(Collectors.joining("\n"));
  }

  private void removeVanished(Map<Path, ByteBuffer> files) throws Exception {
    ModelCamelContext model = (ModelCamelContext) getCamelContext();
    for (Path file : inForce.keySet()) {
      ByteBuffer content = files.get(file);
      if (inForce.get(file).equals(content)) {
        continue;
      }
      Set<String> present =
          content == null ? Set.of() : MappingCheck.routeIds(Utf8.decode(content.array()));
      for (RouteDefinition route : new ArrayList<>(model.getRouteDefinitions())) {
        Resource origin = route.getResource();
        if (origin != null
            && isFile(origin)
            && file.equals(absolute(Path.of(origin.getURI())))
            && !present.contains(route.getRouteId())) {
          model.removeRouteDefinition(route);
        }
      }
    }
  }

  /** The files that differ from what is in force, with the text that was checked. */
  private List<Resource> changed(Map<Path, ByteBuffer> files) {
    return files.entrySet().stream()
        .filter(file -> !file.getValue().equals(inForce.get(file.getKey())))
        .<Resource>map(
            file ->
                new Checked(
                    ResourceHelper.resolveResource(getCamelContext(), "file:" + file.getKey()),
                    file.getValue().array()))
        .toList();
  }

  /** A file as it was checked, whatever becomes of it before it is loaded. */
  private record Checked(Resource file, byte[] content) implements Resource {

    @Override
    public String getScheme() {
      return file.getScheme();
    }

    @Override
    public String getLocation() {
      return file.getLocation();
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public URI getURI() {
      return file.getURI();
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(content);
    }
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static boolean isFile(Resource resource) {
    return "file".equals(resource.getURI().getScheme());
  }

  /** The files once nobody writes them. */
  private Map<Path, ByteBuffer> atRest() throws IOException {
    Map<Path, ByteBuffer> before = Map.of();
    try {
      for (int i = 0; i < MOST_RESTS; i++) {
        Map<Path, ByteBuffer> now = read();
        if (i > 0 && now.equals(before)) {
          return now;
        }
        before = now;
        Thread.sleep(REST_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return read();
  }

  private Map<Path, ByteBuffer> read() throws IOException {
    Map<Path, ByteBuffer> files = new TreeMap<>();
    for (Path file : MappingCheck.routeFiles(folder)) {
      try {
        files.put(absolute(file), ByteBuffer.wrap(Files.readAllBytes(file)));
      } catch (NoSuchFileException e) {
        LOG.debug("{} has gone while the folder was read.", file);
      }
    }
    return files;
  }
}
