package org.entrazscaler.command;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Commands that return their parameters. */
public class RecordedCommands implements ProvisioningMXBean {

  /** Longer than a time-out of a few seconds that someone might set on the way by mistake. */
  static final long LONG_CYCLE_MILLISECONDS = 7_000;

  @Override
  public CommandOutcome runCycle() {
    long end = System.nanoTime() + LONG_CYCLE_MILLISECONDS * 1_000_000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    return new CommandOutcome(4, "held");
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
    throw new UnsupportedOperationException("no network in this test");
  }

  @Override
  public CommandOutcome status(boolean json) {
    return new CommandOutcome(0, "json " + json);
  }

  @Override
  public CommandOutcome logs(
      String format, String since, String result, String object, String cycle) {
    return new CommandOutcome(1, String.join("|", List.of(format, since, result, object, cycle)));
  }

  @Override
  public CommandOutcome retry(String[] names, String cause, boolean all) {
    return new CommandOutcome(0, Arrays.toString(names) + " " + cause + " " + all);
  }

  @Override
  public CommandOutcome undo(String cycle, boolean apply, boolean json) {
    return new CommandOutcome(0, cycle + " " + apply + " " + json);
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
    return new CommandOutcome(0, "provision " + name + " " + plan);
  }

  @Override
  public CommandOutcome reconcile(boolean fix, boolean foreignMembers) {
    return new CommandOutcome(0, "fix " + fix);
  }

  @Override
  public CommandOutcome restart(boolean links) {
    return new CommandOutcome(0, "links " + links);
  }

  @Override
  public CommandOutcome showMapping(String user, String attributesJson) {
    return new CommandOutcome(0, user + " " + attributesJson);
  }

  @Override
  public CommandOutcome attributes(String user) {
    return new CommandOutcome(0, user);
  }
}
