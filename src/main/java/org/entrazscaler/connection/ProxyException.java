package org.entrazscaler.connection;

import java.net.ConnectException;

/**
 * The proxy rejects a request or cannot be reached. As with a failed connection, the request has
 * not reached the server. The message names the proxy and says what to do.
 */
public final class ProxyException extends ConnectException {

  private static final long serialVersionUID = 1L;

  ProxyException(String message) {
    super(message);
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
