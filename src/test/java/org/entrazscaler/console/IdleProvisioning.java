package org.entrazscaler.console;

import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.command.ProvisioningMXBean;

/** Commands that do nothing and say so. */
final class IdleProvisioning implements ProvisioningMXBean {

  @Override
  public CommandOutcome runCycle() {
    return new CommandOutcome(0, "cycle");
  }

  @Override
  public CommandOutcome plan(boolean json) {
    return new CommandOutcome(0, "plan " + json);
  }

  @Override
  public CommandOutcome apply(String plan) {
    return new CommandOutcome(0, "apply " + plan);
  }

  @Override
  public CommandOutcome testConnection() {
    return new CommandOutcome(0, "connected");
  }

  @Override
  public CommandOutcome status(boolean json) {
    return new CommandOutcome(0, "status " + json);
  }

  @Override
  public CommandOutcome logs(
      String format, String since, String result, String object, String cycle) {
    return new CommandOutcome(0, "logs");
  }

  @Override
  public CommandOutcome retry(String[] names, String cause, boolean all) {
    return new CommandOutcome(0, "retry");
  }

  @Override
  public CommandOutcome undo(String cycle, boolean apply, boolean json) {
    return new CommandOutcome(0, "undo " + cycle);
  }

  @Override
  public CommandOutcome approve(String cycle) {
    return new CommandOutcome(0, "approve " + cycle);
  }

  @Override
  public CommandOutcome refuse(String cycle) {
    return new CommandOutcome(0, "refuse " + cycle);
  }

  @Override
  public CommandOutcome provision(String name, boolean plan) {
    return new CommandOutcome(0, "provision " + name);
  }

  @Override
  public CommandOutcome reconcile(boolean fix, boolean foreignMembers) {
    return new CommandOutcome(0, "reconcile " + fix);
  }

  @Override
  public CommandOutcome restart(boolean links) {
    return new CommandOutcome(0, "restart " + links);
  }

  @Override
  public CommandOutcome showMapping(String user, String attributesJson) {
    return new CommandOutcome(0, "mapping");
  }

  @Override
  public CommandOutcome attributes(String user) {
    return new CommandOutcome(0, "attributes");
  }
}
