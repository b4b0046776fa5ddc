package org.entrazscaler.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A SCIM server that stores nothing and accepts everything as fast as it can. It records the time
 * and the body of each creation. Safe for use by several threads. {@link SinkProcess} runs it in a
 * process of its own.
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
  private Instant first = Instant.EPOCH;
  private Instant last = Instant.EPOCH;

  Sink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Prints the address; then answers each line of the input with the creations so far. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    PrintStream out = new PrintStream(System.out, false, UTF_8);
    try (Sink sink = new Sink()) {
      out.println(sink.url());
      out.flush();
      while (in.readLine() != null) {
        sink.creations().print(out);
      }
    }
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
        String sent = new String(body, UTF_8);
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
    last = Instant.now();
    if (created.isEmpty()) {
      first = last;
    }
    created.add(body);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", JSON);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** The creations so far. */
  synchronized Creations creations() {
    return new Creations(first, last, List.copyOf(created));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
