package org.entrazscaler.signin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A token endpoint on loopback: records requests and answers as a test says. */
final class SignInEndpoint implements AutoCloseable {

  /** One request. */
  record Asked(String method, URI uri, Headers headers, String body) {

    Map<String, String> form() {
      return pairs(body);
    }

    Map<String, String> query() {
      return pairs(uri.getRawQuery());
    }

    private static Map<String, String> pairs(String text) {
      Map<String, String> pairs = new HashMap<>();
      for (String pair : text.split("&")) {
        String[] parts = pair.split("=", 2);
        pairs.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      return pairs;
    }
  }

  /** One answer. */
  record Answer(int status, Map<String, String> headers, String body) {

    static Answer json(int status, String body) {
      return new Answer(
          status, Map.of("Content-Type", "application/json"), body.replace('\'', '"'));
    }

    static Answer token(String token, int seconds) {
      return json(
          200,
          "{'token_type': 'Bearer', 'expires_in': %d, 'ext_expires_in': %d, 'access_token': '%s'}"
              .formatted(seconds, seconds, token));
    }

    static Answer refusal(int code, String error, String description) {
      return json(
          400,
          "{'error': '%s', 'error_description': 'AADSTS%d: %s', 'error_codes': [%d]}"
              .formatted(error, code, description, code));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Answer answer = Answer.token("token", 3599);

  SignInEndpoint() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  void answers(Answer next) {
    answer = next;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked last() {
    return asked.get(asked.size() - 1);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            body));
    Answer now = answer;
    byte[] bytes = now.body().getBytes(StandardCharsets.UTF_8);
    now.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(now.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
