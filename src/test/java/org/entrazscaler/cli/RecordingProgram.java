package org.entrazscaler.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.command.ProvisioningMXBean;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Records the operations that the commands call, and returns a given answer. */
final class RecordingProgram implements Program, Runner, ProvisioningAccess, ProvisioningMXBean {

  private final List<String> calls = new ArrayList<>();
  private CommandOutcome answer = new CommandOutcome(0, "");
  private @Nullable RuntimeException failure;
  private @Nullable Settings settings;

  void answer(int status, String text) {
    answer = new CommandOutcome(status, text);
  }

  void fail(RuntimeException exception) {
    failure = exception;
  }

  List<String> calls() {
    return calls;
  }

  Settings settings() {
    if (settings == null) {
      throw new IllegalStateException("No settings were used");
    }
    return settings;
  }

  private CommandOutcome note(String operation) {
    calls.add(operation);
    if (failure != null) {
      throw failure;
    }
    return answer;
  }

  @Override
  public Runner runner(Settings given) {
    settings = given;
    return this;
  }

  @Override
  public ProvisioningAccess access(Settings given) {
    settings = given;
    return this;
  }

  @Override
  public List<Finding> checkRoutes(Settings given, Path folder) {
    return mappingCheck(given).checkFolder(folder);
  }

  @Override
  public MappingCheck mappingCheck(Settings given) {
    Product product = Product.valueOf(given.zscaler().product().name());
    return new MappingCheck(SourceNames.ANY, SourceNames.ANY, product);
  }

  @Override
  public Collection<String> userAttributes() {
    return List.of("department", "displayName", "givenName");
  }

  @Override
  public int run() {
    return note("run").getExitStatus();
  }

  @Override
  public int runOnce() {
    return note("runOnce").getExitStatus();
  }

  @Override
  public <T> T call(Function<ProvisioningMXBean, T> operation) {
    return operation.apply(this);
  }

  @Override
  public CommandOutcome runCycle() {
    return note("runCycle()");
  }

  @Override
  public CommandOutcome plan(boolean json) {
    return note("plan(" + json + ")");
  }

  @Override
  public CommandOutcome apply(String plan) {
    return note("apply(" + plan + ")");
  }

  @Override
  public CommandOutcome testConnection() {
    return note("testConnection()");
  }

  @Override
  public CommandOutcome status(boolean json) {
    return note("status(" + json + ")");
  }

  @Override
  public CommandOutcome logs(
      String format, String since, String result, String object, String cycle) {
    return note("logs(" + String.join(",", format, since, result, object, cycle) + ")");
  }

  @Override
  public CommandOutcome retry(String[] names, String cause, boolean all) {
    return note("retry(" + Arrays.toString(names) + "," + cause + "," + all + ")");
  }

  @Override
  public CommandOutcome undo(String cycle, boolean apply, boolean json) {
    return note("undo(" + String.join(",", cycle, apply + "", json + "") + ")");
  }

  @Override
  public CommandOutcome approve(String cycle) {
    return note("approve(" + cycle + ")");
  }

  @Override
  public CommandOutcome refuse(String cycle) {
    return note("refuse(" + cycle + ")");
  }

  @Override
  public CommandOutcome provision(String name, boolean plan) {
    return note("provision(" + name + "," + plan + ")");
  }

  @Override
  public CommandOutcome reconcile(boolean fix, boolean foreignMembers) {
    return note("reconcile(" + fix + "," + foreignMembers + ")");
  }

  @Override
  public CommandOutcome restart(boolean links) {
    return note("restart(" + links + ")");
  }

  @Override
  public CommandOutcome showMapping(String user, String attributesJson) {
    return note("showMapping(" + user + "," + attributesJson + ")");
  }

  @Override
  public CommandOutcome attributes(String user) {
    return note("attributes(" + user + ")");
  }
}
