package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reconcile}: compares the target with what it should hold. */
@Command(
    name = "reconcile",
    description = {
      "Compares what Zscaler holds with what it should hold: attributes, memberships, accounts of ours"
          + " that should not be active. Reports, and repairs with --fix. Exit status 0: no difference,"
          + " or all repaired.",
      ""
    })
final class ReconcileCommand implements Callable<Integer> {

  private final RootCommand root;

  @Option(
      names = "--fix",
      description = "Repairs the differences; the safeguards hold what takes away too much.")
  private boolean fix;

  @Option(
      names = "--foreign-members",
      description =
          "With --fix: removes members from groups of ours whom we neither put there nor want."
              + " Accounts are never touched for it.")
  private boolean foreignMembers;

  ReconcileCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.operate(
        root.settings(), provisioning -> provisioning.reconcile(fix, foreignMembers));
  }
}
