package org.entrazscaler.operate;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Ready when the state is: Camel asks it together with its own checks of the routes. Tells nothing
 * of the state but whether it is up, as it is read without a log-in.
 */
public final class StateHealthCheck extends AbstractHealthCheck {

  private final BooleanSupplier up;

  /**
   * Makes the check; bind it in Camel's registry or add it to its health check registry.
   *
   * @param up asks the state, quickly, from any thread; false or an exception means that it is not
   *     up
   */
  public StateHealthCheck(BooleanSupplier up) {
    super("provisioning", "state");
    this.up = up;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (isUp()) {
      builder.up();
    } else {
      builder.message("The state is not up").down();
    }
  }

  private boolean isUp() {
    try {
      return up.getAsBoolean();
    } catch (RuntimeException e) {
      // Its message may hold the address of the state; the log has it where the state is used.
      return false;
    }
  }
}
