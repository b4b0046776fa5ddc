package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A simple reader of the simulated tenant over HTTP. */
final class GraphReader {

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final SimulatedTenant tenant;
  private String token = "";

  GraphReader(SimulatedTenant tenant) {
    this.tenant = tenant;
  }

  /** A reader that has signed in with the client secret. */
  static GraphReader signedIn(SimulatedTenant tenant) {
    GraphReader reader = new GraphReader(tenant);
    reader.signIn();
    return reader;
  }

  void signIn() {
    HttpResponse<String> answer = token(Map.of());
    token = Json.read(answer.body()).path("access_token").asText();
  }

  /**
   * Requests a token with the client secret, with some fields replaced; an empty field is left out.
   */
  HttpResponse<String> token(Map<String, String> replaced) {
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "client_id",
                tenant.clientId(),
                "client_secret",
                tenant.clientSecret(),
                "grant_type",
                "client_credentials",
                "scope",
                "https://graph.microsoft.com/.default"));
    form.putAll(replaced);
    String tenantId = form.containsKey("tenant") ? form.remove("tenant") : tenant.tenantId();
    StringBuilder body = new StringBuilder();
    form.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    return send(
        HttpRequest.newBuilder(
                URI.create(tenant.authority() + "/" + tenantId + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  /** Sends a GET for a path below the version, or for a whole link. */
  HttpResponse<String> get(String pathOrLink, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create(pathOrLink.startsWith("/") ? tenant.graphUrl() + pathOrLink : pathOrLink));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.GET());
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(tenant.graphUrl() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Sends a GET that must succeed. */
  JsonNode read(String pathOrLink, String... headers) {
    HttpResponse<String> answer = get(pathOrLink, headers);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return Json.read(answer.body());
  }

  /** All pages from this one on. */
  List<JsonNode> pages(String pathOrLink, String... headers) {
    List<JsonNode> pages = new ArrayList<>();
    String next = pathOrLink;
    while (!next.isEmpty()) {
      JsonNode page = read(next, headers);
      pages.add(page);
      next = page.path("@odata.nextLink").asText();
    }
    return pages;
  }

  /** The entries of all pages from this one on. */
  List<JsonNode> entries(String pathOrLink, String... headers) {
    List<JsonNode> entries = new ArrayList<>();
    pages(pathOrLink, headers).forEach(page -> page.path("value").forEach(entries::add));
    return entries;
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
