package org.entrazscaler.cli;

import java.util.function.Function;
import org.entrazscaler.command.ProvisioningMXBean;

/** Access to the operations of the instance that uses the state, or of one started for the call. */
public interface ProvisioningAccess {

  /**
   * Calls an operation.
   *
   * @param operation the call; made once
   * @param <T> the type of its result
   * @return its result
   * @throws CommandFailure if the operations cannot be reached
   */
  <T> T call(Function<ProvisioningMXBean, T> operation);
}
