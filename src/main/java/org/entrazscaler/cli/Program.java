package org.entrazscaler.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.settings.Settings;

/** The program behind the commands. */
public interface Program {

  /**
   * Creates a runner.
   *
   * @param settings valid settings that are enough to connect
   * @return a runner that is not running yet
   */
  Runner runner(Settings settings);

  /**
   * Gives access to the operations.
   *
   * @param settings valid settings, perhaps not enough to connect
   * @return the access, not connected yet
   */
  ProvisioningAccess access(Settings settings);

  /**
   * Checks the files of routes, mappings and filters, without a network.
   *
   * @param settings the settings; a setting with an error has its default
   * @param folder the folder of the files
   * @return all findings by file and position; empty if there are none
   */
  List<Finding> checkRoutes(Settings settings, Path folder);

  /**
   * Creates a check of single files of mappings and filters.
   *
   * @param settings the settings, which name the product
   * @return the check
   */
  MappingCheck mappingCheck(Settings settings);

  /**
   * The attributes that expressions and filters of users can read.
   *
   * @return the names, without directory extensions, which differ between tenants
   */
  Collection<String> userAttributes();
}
