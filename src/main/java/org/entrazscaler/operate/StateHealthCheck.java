package org.entrazscaler.operate;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Reports ready when the state is available; Camel runs it together with its own checks of the
 * routes. It can be read without a login, so it says nothing more about the state.
 */
public final class StateHealthCheck extends AbstractHealthCheck {

  private final BooleanSupplier up;

  /**
   * Creates the check. Bind it in Camel's registry, or add it to the health check registry.
   *
   * @param up whether the state is available; called from any thread, must return quickly; an
   *     exception counts as false
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
      // The message may contain the address of the state; it is logged where the state is used.
      return false;
    }
  }
}
