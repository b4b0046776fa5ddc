package org.entrazscaler.cli;

import java.util.function.Function;
import org.entrazscaler.command.ProvisioningMXBean;

/** The way to the operations: the instance that has the state, or one started for the purpose. */
public interface ProvisioningAccess {

  /**
   * Does something with the operations.
   *
   * @param work what to do; called once
   * @param <T> what it gives
   * @return what the work gave
   * @throws CommandFailure if the operations cannot be reached
   */
  <T> T with(Function<ProvisioningMXBean, T> work);
}
