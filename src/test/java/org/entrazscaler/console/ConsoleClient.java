package org.entrazscaler.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.net.ssl.SSLContext;

/** The requests of a browser to the console, without a display. */
public final class ConsoleClient {

  private final URI console;
  private final HttpClient http;

  public ConsoleClient(URI console) {
    this(console, HttpClient.newBuilder());
  }

  ConsoleClient(URI console, SSLContext tls) {
    this(console, HttpClient.newBuilder().sslContext(tls));
  }

  private ConsoleClient(URI console, HttpClient.Builder http) {
    this.console = console;
    this.http = http.cookieHandler(new CookieManager()).build();
  }

  public HttpResponse<String> logIn(String name, String password)
      throws IOException, InterruptedException {
    return post(
        "/auth/login", "{\"username\": \"" + name + "\", \"password\": \"" + password + "\"}");
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  public HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(console + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
