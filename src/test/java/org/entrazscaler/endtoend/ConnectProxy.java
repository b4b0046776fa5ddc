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
 * An HTTP proxy of the kind that companies have: it opens tunnels (CONNECT, RFC 9110 section 9.3.6)
 * and sees nothing of what goes through them. Names that it does not know do not exist.
 */
final class ConnectProxy implements AutoCloseable {

  private final ServerSocket server;
  private final Map<String, InetSocketAddress> hosts = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final StringBuffer seen = new StringBuffer();
  private volatile String refusal = "";
  private volatile @Nullable String login;

  ConnectProxy() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Lets a name be found, at whatever port it is asked for. */
  ConnectProxy knows(String host, int port) {
    hosts.put(host, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return this;
  }

  /** Answers all from now on with a status line's end, such as {@code 403 Forbidden}. */
  void refuses(String status) {
    refusal = status;
  }

  /** Wants a log-in by Basic, RFC 7617. */
  void wants(String user, String password) {
    login =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** The targets of all tunnels that were asked for, such as {@code host:443}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Every byte that has come from clients, what goes through tunnels too. */
  String seen() {
    return seen.toString();
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
        asked.add(line[1]);
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
      // The client has gone.
    }
  }

  private void tunnel(Socket client, InetSocketAddress target) throws IOException {
    try (Socket behind = new Socket(target.getAddress(), target.getPort())) {
      open.add(behind);
      write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      Thread back = daemon(() -> pump(behind, client, false));
      pump(client, behind, true);
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
          seen.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        out.write(buffer, 0, read);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One of the two has gone, and the tunnel with it.
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
    seen.append(head);
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
