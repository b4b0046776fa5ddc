package org.entrazscaler.connection;

import java.net.ConnectException;

/**
 * The proxy does not let a request through. As with a connection that is not made, the request has
 * not reached the server. The message names the proxy and says what to do.
 */
public final class ProxyException extends ConnectException {

  private static final long serialVersionUID = 1L;

  private final boolean lasting;

  ProxyException(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  /**
   * Whether waiting helps nothing.
   *
   * @return true if the proxy has refused, false if it is out of reach or overloaded
   */
  public boolean lasting() {
    return lasting;
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
