package org.entrazscaler.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy as companies have it: it opens tunnels (CONNECT, RFC 9110 section 9.3.6) and cannot
 * read what goes through them. It resolves only the names that a test adds.
 */
final class ConnectProxy implements AutoCloseable {

  private final ServerSocket server;
  private final Map<String, InetSocketAddress> hosts = new ConcurrentHashMap<>();
  private final List<String> requestedTargets = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final StringBuffer received = new StringBuffer();
  private volatile String refusal = "";
  private volatile @Nullable String login;

  ConnectProxy() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Resolves a name to a local port, whichever port the client requests. */
  ConnectProxy addHost(String host, int port) {
    hosts.put(host, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return this;
  }

  /** Answers every request from now on with this status, such as {@code 403 Forbidden}. */
  void refuseAll(String status) {
    refusal = status;
  }

  /** Requires Basic authentication, RFC 7617. */
  void requireLogin(String user, String password) {
    login =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** The targets of all requested tunnels, such as {@code host:443}. */
  List<String> requestedTargets() {
    return List.copyOf(requestedTargets);
  }

  /** All bytes that clients have sent, also through tunnels. */
  String received() {
    return received.toString();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        daemon(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      while (true) {
        String head = head(client.getInputStream());
        if (head.isEmpty()) {
          return;
        }
        String[] line = head.split("\r\n", 2)[0].split(" ");
        requestedTargets.add(line[1]);
        if (!refusal.isEmpty()) {
          answer(client, refusal, "");
        } else if (login != null && !head.contains("\r\nProxy-Authorization: Basic " + login)) {
          answer(
              client,
              "407 Proxy Authentication Required",
              "Proxy-Authenticate: Basic realm=\"proxy\"\r\n");
        } else {
          InetSocketAddress target =
              line[0].equals("CONNECT") ? hosts.get(line[1].replaceFirst(":\\d+$", "")) : null;
          if (target == null) {
            answer(client, "502 Bad Gateway", "");
            return;
          }
          tunnel(client, target);
          return;
        }
      }
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  private void tunnel(Socket client, InetSocketAddress target) throws IOException {
    try (Socket upstream = new Socket(target.getAddress(), target.getPort())) {
      open.add(upstream);
      write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      Thread back = daemon(() -> pump(upstream, client, false));
      pump(client, upstream, true);
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to, boolean fromClient) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (fromClient) {
          received.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        out.write(buffer, 0, read);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One side has closed the connection, so the tunnel ends.
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        return "";
      }
      head.append((char) read);
    }
    received.append(head);
    return head.toString();
  }

  private static void answer(Socket client, String status, String headers) throws IOException {
    String page = "<html>" + status + "</html>";
    write(
        client,
        "HTTP/1.1 "
            + status
            + "\r\n"
            + headers
            + "Content-Type: text/html\r\nContent-Length: "
            + page.length()
            + "\r\n\r\n"
            + page);
  }

  private static void write(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(ConnectProxy::closeQuietly);
  }
}
