package org.entrazscaler.instance;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.rmi.server.RMIClientSocketFactory;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Connects to the instance on loopback and proves that the token is known. It travels inside the
 * stub in the instance's private file, and so carries the token.
 */
final class CallerSocketFactory implements RMIClientSocketFactory, Serializable {

  private static final long serialVersionUID = 1L;
  private static final int CONNECT_MILLISECONDS = 1_000;

  private final byte[] token;

  CallerSocketFactory(byte[] token) {
    this.token = token.clone();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLISECONDS);
      InstanceHandshake.call(socket, token);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallerSocketFactory factory
        && MessageDigest.isEqual(token, factory.token);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(token);
  }
}
