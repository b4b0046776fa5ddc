package org.entrazscaler.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A SCIM server that stores nothing and accepts everything as fast as it can. It records the time
 * and the body of each creation. Safe for use by several threads.
 */
final class Sink implements AutoCloseable {

  private static final int THREADS = 16;
  private static final String JSON = "application/scim+json";
  private static final String NOTHING =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],"
          + "\"totalResults\":0,\"itemsPerPage\":0,\"startIndex\":1,\"Resources\":[]}";

  static {
    // Without this property each answer waits for the delayed acknowledgement of the client, about
    // 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ObjectMapper mapper = new ObjectMapper();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicInteger ids = new AtomicInteger();
  private final List<String> created = new ArrayList<>();
  private final HttpServer server;
  private long firstCreation;
  private long lastCreation;

  Sink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/scim";
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    boolean list = path.endsWith("/Users") || path.endsWith("/Groups");
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        String sent = new String(body, StandardCharsets.UTF_8);
        keep(sent);
        ObjectNode resource = (ObjectNode) mapper.readTree(sent);
        resource.put("id", "sink-" + ids.incrementAndGet());
        send(exchange, 201, mapper.writeValueAsString(resource));
      }
      case "GET" -> send(exchange, list ? 200 : 404, list ? NOTHING : "{}");
      default -> send(exchange, 204, "");
    }
  }

  private synchronized void keep(String body) {
    lastCreation = System.nanoTime();
    if (created.isEmpty()) {
      firstCreation = lastCreation;
    }
    created.add(body);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", JSON);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Forgets the recorded creations. */
  synchronized void forget() {
    created.clear();
  }

  /** The bodies of the creations, in the order of arrival. */
  synchronized List<String> created() {
    return List.copyOf(created);
  }

  /** The time of the first creation, as {@link System#nanoTime()}. */
  synchronized long firstCreation() {
    return firstCreation;
  }

  /** Creations per second, from the first to the last; 0 if there are fewer than two. */
  synchronized double creationsPerSecond() {
    return created.size() < 2
        ? 0
        : (created.size() - 1) / ((lastCreation - firstCreation) / 1_000_000_000.0);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
