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
 * Reloads changed route files, all or none: as long as a file in the folder has an error, nothing
 * is reloaded and the previous routes stay in force. Changed files are found by comparison with the
 * loaded files, and exactly the checked content is loaded. Routes that are no longer in a file are
 * removed.
 */
public final class CheckedReloadStrategy extends RouteWatcherReloadStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(CheckedReloadStrategy.class);

  /** An editor writes in steps; the files are read when they have not changed for this long. */
  private static final long STABLE_MILLIS = 150;

  private static final int MAX_STABILITY_CHECKS = 20;

  /**
   * A rejected reload.
   *
   * @param at when it was rejected
   * @param findings errors and warnings of all files
   */
  record Rejection(Instant at, List<Finding> findings) {
    /** Copies the list. */
    Rejection {
      findings = List.copyOf(findings);
    }
  }

  private final Path folder;
  private final RouteFilesCheck check;
  private final Clock clock;
  private final Runnable afterReload;
  private Map<Path, ByteBuffer> loaded;
  private Map<Path, ByteBuffer> rejected = Map.of();
  private volatile @Nullable Rejection rejection;

  /**
   * Creates a strategy, which must be added to the context as a service. The current files of the
   * folder count as loaded.
   *
   * @param folder the folder to watch, without subfolders
   * @param check checks the folder
   * @param clock for the time of rejections
   * @param afterReload called after each reload
   * @throws IOException if the folder cannot be read
   */
  public CheckedReloadStrategy(
      Path folder, RouteFilesCheck check, Clock clock, Runnable afterReload) throws IOException {
    super(folder.toString(), false);
    this.folder = folder;
    this.check = check;
    this.clock = clock;
    this.afterReload = afterReload;
    this.loaded = read();
    setPattern("*.camel.yaml");
    setRemoveAllRoutes(false);
  }

  /** The rejected reload; empty if the current files are in force. */
  Optional<Rejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** The errors and warnings of the rejected files; null if no reload is rejected. */
  public @Nullable String rejectionReport() {
    return rejection()
        .map(
            rejected ->
                rejected.findings().stream().map(Finding::report).collect(Collectors.joining("\n")))
        .orElse(null);
  }

  /**
   * Called when something has changed in the folder. The files are compared anew, because one save
   * of an editor, or one change of two files, causes several events.
   */
  @Override
  protected synchronized void onRouteReload(
      Collection<Resource> resources, boolean removeEverything) {
    try {
      reload(readStable());
    } catch (IOException e) {
      reject(
          List.of(
              Finding.about(Severity.ERROR, folder.toString(), "The folder cannot be read: " + e)));
    }
  }

  private void reload(Map<Path, ByteBuffer> files) throws IOException {
    if (files.equals(loaded)) {
      rejection = null;
      return;
    }
    if (rejection != null && files.equals(rejected)) {
      return;
    }
    List<Finding> findings = check.check(folder);
    if (!files.equals(read())) {
      // The files have changed again; another event follows.
      return;
    }
    if (findings.stream().anyMatch(Finding::isError)) {
      rejected = files;
      reject(findings);
      return;
    }
    if (!findings.isEmpty()) {
      LOG.warn("The changed routes are reloaded, with warnings:\n{}", report(findings));
    }
    try {
      removeVanished(files);
      super.onRouteReload(changed(files), false);
    } catch (Exception e) {
      LOG.error("Not all of the changed routes could be reloaded", e);
      throw RuntimeCamelException.wrapRuntimeException(e);
    }
    loaded = files;
    rejection = null;
    afterReload.run();
  }

  private void reject(List<Finding> findings) {
    rejection = new Rejection(clock.instant(), findings);
    LOG.error("Reload rejected; the previous routes stay in force:\n{}", report(findings));
  }

  private static String report(List<Finding> findings) {
    return findings.stream().map(Finding::report).collect(Collectors.joining("\n"));
  }

  private void removeVanished(Map<Path, ByteBuffer> files) throws Exception {
    ModelCamelContext model = (ModelCamelContext) getCamelContext();
    for (Path file : loaded.keySet()) {
      ByteBuffer content = files.get(file);
      if (loaded.get(file).equals(content)) {
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

  /** The files that differ from the loaded ones, with the content that was checked. */
  private List<Resource> changed(Map<Path, ByteBuffer> files) {
    return files.entrySet().stream()
        .filter(file -> !file.getValue().equals(loaded.get(file.getKey())))
        .<Resource>map(
            file ->
                new Checked(
                    ResourceHelper.resolveResource(getCamelContext(), "file:" + file.getKey()),
                    file.getValue().array()))
        .toList();
  }

  /** A file with the content that was checked, even if the file changes before it is loaded. */
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

  /** Reads the files until they do not change any more. */
  private Map<Path, ByteBuffer> readStable() throws IOException {
    Map<Path, ByteBuffer> before = Map.of();
    try {
      for (int i = 0; i < MAX_STABILITY_CHECKS; i++) {
        Map<Path, ByteBuffer> now = read();
        if (i > 0 && now.equals(before)) {
          return now;
        }
        before = now;
        Thread.sleep(STABLE_MILLIS);
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
        LOG.debug("{} was deleted while the folder was read.", file);
      }
    }
    return files;
  }
}
