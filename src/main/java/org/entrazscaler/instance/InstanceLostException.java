package org.entrazscaler.instance;

/**
 * The running instance could be called no longer: it ended, or its connection broke, perhaps in the
 * middle of a command. What the command did until then stands in the provisioning log.
 */
public final class InstanceLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells which call failed.
   *
   * @param operation the operation that was called
   * @param cause what the connection said
   */
  InstanceLostException(String operation, Throwable cause) {
    super(
        "The running instance was lost while it was asked for "
            + operation
            + ": "
            + cause.getMessage()
            + ". Look at `status` and `logs` for what it did until then.",
        cause);
  }
}
