package org.entrazscaler.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.util.IO;
import org.entrazscaler.cli.CommandLineInterface;
import org.entrazscaler.cli.Environment;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.SimulatedTenant;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The program as a user has installed it: a working directory with routes and settings, a tenant, a
 * Zscaler and a mail server. Commands run in this JVM. A command uses the routes that an earlier
 * command started if the settings and the route files are the same.
 *
 * <p>It is installed before each test, or before all tests of a class if the field of the extension
 * is static, and removed afterwards.
 */
final class Installation
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  /** The result of a command. */
  record Result(int exitStatus, String out, String err) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (IOException e) {
        throw new UncheckedIOException("No JSON: " + out + err, e);
      }
    }
  }

  SimulatedTenant tenant;
  SimulatedZscaler zscaler;
  GreenMail mail;
  Path directory;
  final MovableClock clock = new MovableClock();
  private final ZscalerOptions options;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private ReusedAddresses addresses;
  private boolean forAllTests;

  /** With a ZIA that has no rate limit. */
  Installation() {
    this(ZscalerOptions.zia().requestsPerSecond(0));
  }

  /** With this Zscaler. */
  Installation(ZscalerOptions options) {
    this.options = options;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    forAllTests = true;
    install();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!forAllTests) {
      install();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!forAllTests) {
      remove();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    remove();
  }

  private void remove() {
    mail.stop();
    zscaler.close();
    tenant.close();
    addresses.release();
    IO.delete(directory);
  }

  private void install() throws IOException {
    directory = Files.createTempDirectory("installation");
    addresses = ReusedAddresses.acquire();
    tenant = addresses.tenant();
    zscaler = addresses.zscaler(options);
    mail = addresses.mail();
    copyRoutes();
    settings.putIfAbsent("entra.tenant-id", tenant.tenantId());
    settings.putIfAbsent("entra.client-id", tenant.clientId());
    settings.putIfAbsent("entra.client-secret", tenant.clientSecret());
    settings.putIfAbsent("entra.authority", tenant.authority());
    settings.putIfAbsent("entra.graph-url", tenant.graphUrl());
    settings.putIfAbsent("entra.enterprise-app-id", tenant.enterpriseAppId());
    settings.putIfAbsent("zscaler.tenant-url", zscaler.tenantUrl());
    settings.putIfAbsent("zscaler.secret-token", zscaler.secretToken());
    settings.putIfAbsent("zscaler.max-requests-per-second", "1000");
    settings.putIfAbsent("notification.email", "ops@example.org");
    settings.putIfAbsent("mail.host", "127.0.0.1");
    settings.putIfAbsent("mail.port", String.valueOf(mail.getSmtp().getPort()));
    settings.putIfAbsent("mail.security", "none");
    settings.putIfAbsent("retry.entra-delay", "20");
    settings.putIfAbsent("retry.zscaler-delay", "20");
    settings.putIfAbsent("logging.level", System.getProperty("test.logging", "info"));
  }

  private void copyRoutes() throws IOException {
    Path routes = Files.createDirectories(directory.resolve("routes"));
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("routes"), "*.camel.yaml")) {
      for (Path file : files) {
        Files.copy(file, routes.resolve(file.getFileName()));
      }
    }
  }

  Directory entra() {
    return tenant.directory();
  }

  /** Replaces the Zscaler; no command may have run yet. */
  Installation replaceZscaler(ZscalerOptions other) {
    zscaler.close();
    zscaler = addresses.zscaler(other);
    return set("zscaler.tenant-url", zscaler.tenantUrl());
  }

  /** Changes a setting for the commands that follow. */
  Installation set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Removes a setting for the commands that follow. */
  Installation unset(String key) {
    settings.remove(key);
    return this;
  }

  /** Edits a file in {@code routes/}. */
  void edit(String file, String what, String with) {
    Path path = directory.resolve("routes").resolve(file);
    try {
      String content = Files.readString(path);
      if (!content.contains(what)) {
        throw new IllegalArgumentException(file + " has no " + what);
      }
      Files.writeString(path, content.replace(what, with));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path writeSettings() {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      return Files.writeString(directory.resolve("application.properties"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end. */
  Result execute(String... arguments) {
    return executeWith(Map.of(), arguments);
  }

  /** Runs a command with environment variables. */
  Result executeWith(Map<String, String> variables, String... arguments) {
    return execute(variables, "", arguments);
  }

  /** Runs a command that reads standard input. */
  Result executeReading(String input, String... arguments) {
    return execute(Map.of(), input, arguments);
  }

  /** Runs a command to its end. Its output can be read while it runs. */
  int execute(StringWriter out, StringWriter err, String... arguments) {
    return execute(Map.of(), "", out, err, arguments);
  }

  private Result execute(Map<String, String> variables, String input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = execute(variables, input, out, err, arguments);
    return new Result(status, out.toString(), err.toString());
  }

  private int execute(
      Map<String, String> variables,
      String input,
      StringWriter out,
      StringWriter err,
      String... arguments) {
    writeSettings();
    Environment environment =
        new Environment(
            directory,
            variables,
            new BufferedReader(new StringReader(input)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            clock,
            false,
            false);
    return new CommandLineInterface(environment, addresses.routes.program(environment))
        .execute(arguments);
  }

  /** Runs one cycle, whatever its result is. */
  Result cycle() {
    return execute("run", "--once");
  }

  JsonNode status() {
    return execute("status", "--json").json();
  }
}
