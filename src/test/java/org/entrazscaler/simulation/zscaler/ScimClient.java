package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A minimal SCIM client; it never retries and never throttles. */
final class ScimClient {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final SimulatedZscaler zscaler;
  private String token;

  ScimClient(SimulatedZscaler zscaler) {
    this.zscaler = zscaler;
    this.token = zscaler.secretToken();
  }

  void token(String other) {
    token = other;
  }

  record Reply(HttpResponse<String> http) {

    int status() {
      return http.statusCode();
    }

    String body() {
      return http.body();
    }

    JsonNode json() {
      try {
        return Json.MAPPER.readTree(body());
      } catch (JsonProcessingException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    String id() {
      return json().path("id").asText();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  Reply get(String path) throws IOException {
    return send("GET", path, "", "");
  }

  Reply users(String filter) throws IOException {
    return get("/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  Reply groups(String filter) throws IOException {
    return get("/Groups?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  Reply post(String path, String body) throws IOException {
    return send("POST", path, Answer.SCIM, body);
  }

  Reply put(String path, String body) throws IOException {
    return send("PUT", path, Answer.SCIM, body);
  }

  Reply delete(String path) throws IOException {
    return send("DELETE", path, "", "");
  }

  /** A PatchOp with operations that are written as a JSON array. */
  Reply patch(String path, String operations) throws IOException {
    return send("PATCH", path, Answer.SCIM, patchOp(operations));
  }

  static String patchOp(String operations) {
    return """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":%s}"""
        .formatted(operations);
  }

  static ObjectNode user(String userName) {
    ObjectNode user = Json.MAPPER.createObjectNode();
    user.putArray("schemas").add(ScimService.USER).add(ScimService.ENTERPRISE);
    user.put("userName", userName).put("displayName", "Name of " + userName);
    user.put("externalId", "external-" + userName);
    user.putObject(ScimService.ENTERPRISE).put("department", "Research");
    ArrayNode emails = user.putArray("emails");
    emails.addObject().put("value", userName).put("type", "work").put("primary", true);
    return user;
  }

  static String group(String displayName) {
    ObjectNode group = Json.MAPPER.createObjectNode();
    group.putArray("schemas").add(ScimService.GROUP);
    return group.put("displayName", displayName).toString();
  }

  Reply createUser(String userName) throws IOException {
    return post("/Users", user(userName).toString());
  }

  Reply createGroup(String displayName) throws IOException {
    return post("/Groups", group(displayName));
  }

  Reply send(String method, String path, String contentType, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(zscaler.tenantUrl() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Accept", Answer.SCIM)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return new Reply(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException(stop);
    }
  }
}
