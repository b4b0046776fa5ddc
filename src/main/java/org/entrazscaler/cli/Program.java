package org.entrazscaler.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.settings.Settings;

/** What the commands set to work. */
public interface Program {

  /**
   * What runs provisioning.
   *
   * @param settings valid, and enough to connect
   * @return not yet running
   */
  Runner runner(Settings settings);

  /**
   * What leads to the operations.
   *
   * @param settings valid, though perhaps not enough to connect
   * @return not yet connected
   */
  ProvisioningAccess access(Settings settings);

  /**
   * Checks the files of routes, mappings and filters, with no network.
   *
   * @param settings perhaps with defaults in place of what is wrong
   * @param folder where the files are
   * @return all findings by file and place; empty if all is well
   */
  List<Finding> checkRoutes(Settings settings, Path folder);

  /**
   * What checks single files of mappings and filters.
   *
   * @param settings say which product they are for
   * @return the check
   */
  MappingCheck mappingCheck(Settings settings);

  /**
   * The attributes that expressions and filters of users can read.
   *
   * @return their names, but those of directory extensions, which every tenant has its own of
   */
  Collection<String> userAttributes();
}
