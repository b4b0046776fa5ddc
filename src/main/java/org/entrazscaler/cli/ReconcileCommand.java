package org.entrazscaler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reconcile}: compares Zscaler with what it should contain. */
@Command(
    name = "reconcile",
    description = {
      "Compares Zscaler with what it should contain: attributes, memberships, and managed accounts"
          + " that should not be active. Reports the differences; --fix repairs them. Exit status 0:"
          + " no difference, or all repaired.",
      ""
    })
final class ReconcileCommand implements Callable<Integer> {

  private final RootCommand root;

  @Option(
      names = "--fix",
      description = "Repairs the differences. If there are too many removals, they are held.")
  private boolean fix;

  @Option(
      names = "--foreign-members",
      description =
          "With --fix: also removes the foreign members of managed groups. Foreign accounts are"
              + " never changed.")
  private boolean foreignMembers;

  ReconcileCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return root.execute(
        root.settings(), provisioning -> provisioning.reconcile(fix, foreignMembers));
  }
}
