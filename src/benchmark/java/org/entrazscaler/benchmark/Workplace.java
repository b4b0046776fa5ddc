package org.entrazscaler.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.entrazscaler.simulation.tenant.SimulatedTenant;

/** A working directory of the program, with the shipped routes and settings and its own state. */
final class Workplace {

  private final Path product;
  private final Path directory;
  private final Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Creates the directory.
   *
   * @param product the unpacked distribution
   * @param directory the directory; must not exist
   * @param tenantUrl the address of the sink
   */
  Workplace(Path product, Path directory, SimulatedTenant tenant, String tenantUrl)
      throws IOException {
    this.product = product;
    this.directory = Files.createDirectories(directory);
    Files.copy(
        product.resolve("application.properties"), directory.resolve("application.properties"));
    copyRoutes();
    settings.put("entra.tenant-id", tenant.tenantId());
    settings.put("entra.client-id", tenant.clientId());
    settings.put("entra.client-secret", tenant.clientSecret());
    settings.put("entra.authority", tenant.authority());
    settings.put("entra.graph-url", tenant.graphUrl());
    settings.put("entra.enterprise-app-id", tenant.enterpriseAppId());
    settings.put("zscaler.tenant-url", tenantUrl);
    settings.put("zscaler.secret-token", "benchmark-token");
    settings.put("zscaler.max-requests-per-second", "100000");
    settings.put("zscaler.max-concurrent-requests", "8");
    settings.put("provisioning.groups", "off");
  }

  private void copyRoutes() throws IOException {
    Path routes = Files.createDirectories(directory.resolve("routes"));
    try (Stream<Path> files = Files.list(product.resolve("routes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, routes.resolve(file.getFileName()));
      }
    }
  }

  Workplace set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Runs a command as the README does, with {@code java -jar} and 256 MB. */
  Run java(String... arguments) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = product.resolve("entra-zscaler-provisioning.jar");
    return run(List.of(java.toString(), "-Xmx256m", "-jar", jar.toString()), arguments);
  }

  /** Runs a command with the start script of the distribution. */
  Run script(String... arguments) throws IOException, InterruptedException {
    return run(
        List.of("sh", product.resolve("bin/entra-zscaler-provisioning").toString()), arguments);
  }

  private Run run(List<String> program, String... arguments)
      throws IOException, InterruptedException {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (var writer =
        Files.newBufferedWriter(
            directory.resolve("benchmark.properties"), StandardCharsets.UTF_8)) {
      properties.store(writer, null);
    }
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--config", "benchmark.properties"));
    command.addAll(List.of(arguments));
    return Run.of(directory, command);
  }

  /** The size of the state on disk now, in bytes. */
  long stateBytes() {
    Path data = directory.resolve("data");
    try (Stream<Path> files = Files.exists(data) ? Files.walk(data) : Stream.empty()) {
      return files.filter(Files::isRegularFile).mapToLong(Workplace::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
