package org.entrazscaler.cli;

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
}
