package org.entrazscaler.benchmark;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy between the program and PostgreSQL that counts how often the program waits for an answer:
 * each {@code Sync} and each simple {@code Query} is one round trip (PostgreSQL, "Frontend/Backend
 * Protocol", Message Flow). Connections must not be encrypted.
 */
final class RoundTrips implements AutoCloseable {

  private static final byte SYNC = 'S';
  private static final byte QUERY = 'Q';

  private final ServerSocket server;
  private final int database;
  private final AtomicLong count = new AtomicLong();

  RoundTrips(int database) throws IOException {
    this.database = database;
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  long count() {
    return count.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket behind = new Socket(InetAddress.getLoopbackAddress(), database);
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      start(() -> forward(client.getInputStream(), behind.getOutputStream()));
      start(
          () -> {
            try (client;
                behind) {
              behind.getInputStream().transferTo(client.getOutputStream());
            }
          });
    }
  }

  private void forward(InputStream from, OutputStream to) throws IOException {
    DataInputStream in = new DataInputStream(from);
    DataOutputStream out = new DataOutputStream(to);
    // The first message has no type.
    copy(in, out);
    while (true) {
      int type = in.read();
      if (type < 0) {
        return;
      }
      out.writeByte(type);
      copy(in, out);
      if (type == SYNC || type == QUERY) {
        count.incrementAndGet();
      }
    }
  }

  private static void copy(DataInputStream in, DataOutputStream out) throws IOException {
    int length = in.readInt();
    byte[] message = new byte[length - Integer.BYTES];
    in.readFully(message);
    byte[] whole = new byte[length];
    ByteBuffer.wrap(whole).putInt(length).put(message);
    out.write(whole);
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One side has closed the connection.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
