package org.entrazscaler.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.entrazscaler.connection.KeyTool;

/**
 * Serves the simulated systems under the names of the real ones and with TLS. Only the trust store
 * of the test contains its certificate.
 */
final class TlsGateway implements AutoCloseable {

  static final String PASSWORD = "changeit-please";

  private static final Set<String> CONNECTION_HEADERS =
      Set.of(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

  private final Map<String, String> origins = new LinkedHashMap<>();
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder()
          .proxy(ProxySelector.of(null))
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * Serves the simulated systems under these host names.
   *
   * @param origins the simulated systems, such as {@code http://127.0.0.1:1234}, by host
   * @param folder the folder of the key store, which is also the trust store; it is created if it
   *     does not exist, and then only for these host names
   */
  TlsGateway(Map<String, String> origins, Path folder) throws Exception {
    this.origins.putAll(origins);
    KeyStore store = KeyStore.getInstance(keystore(folder).toFile(), PASSWORD.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The trust store that contains the certificate. */
  static Path trustStore(Path folder) {
    return folder.resolve("gateway.p12");
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":\\d+$", "");
      String origin = origins.get(host);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(origin + exchange.getRequestURI()))
              .method(
                  exchange.getRequestMethod(),
                  HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      HttpResponse<String> answer;
      try {
        answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      byte[] body =
          answer.body().replace(origin, "https://" + host).getBytes(StandardCharsets.UTF_8);
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(
                      value ->
                          exchange
                              .getResponseHeaders()
                              .add(name, value.replace(origin, "https://" + host)));
                }
              });
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Path keystore(Path folder) throws Exception {
    Path file = trustStore(folder);
    if (Files.exists(file)) {
      return file;
    }
    StringBuilder names = new StringBuilder("SAN=");
    origins.keySet().forEach(host -> names.append("DNS:").append(host).append(','));
    names.setLength(names.length() - 1);
    KeyTool.createKey(file, PASSWORD, "gateway", "EC", "-ext", names.toString());
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    store.setCertificateEntry("trusted", store.getCertificate("gateway"));
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
