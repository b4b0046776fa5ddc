package org.entrazscaler.instance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMIServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A connection that the instance takes: its first reader waits for the caller's proof. */
final class InstanceSocket extends Socket {

  private final byte[] token;
  private @Nullable InputStream proven;

  private InstanceSocket(byte[] token) {
    this.token = token;
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    InputStream in = super.getInputStream();
    if (proven == null) {
      proven = in;
      try {
        InstanceHandshake.answer(this, token);
      } catch (IOException e) {
        close();
        throw e;
      }
    }
    return in;
  }

  /** Listens on loopback alone. */
  record Factory(byte[] token) implements RMIServerSocketFactory {

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      ServerSocket server =
          new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
              InstanceSocket socket = new InstanceSocket(token);
              implAccept(socket);
              return socket;
            }
          };
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return server;
    }
  }
}
