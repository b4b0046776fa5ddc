package org.entrazscaler.instance;

/**
 * The running instance cannot be called any more: it has ended, or the connection has failed,
 * perhaps during a command. The provisioning log contains what the command has done.
 */
public final class InstanceLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param operation the operation that was called
   * @param cause the failure of the connection
   */
  InstanceLostException(String operation, Throwable cause) {
    super(
        "The connection to the running instance was lost during "
            + operation
            + ": "
            + cause.getMessage()
            + ". `status` and `logs` show what was done until then.",
        cause);
  }
}
