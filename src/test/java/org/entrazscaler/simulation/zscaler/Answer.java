package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entrazscaler.simulation.http.HttpAnswer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer before it is sent.
 *
 * @param status the HTTP status
 * @param contentType null without a body
 * @param body empty without a body
 * @param headers further headers
 * @param resourceId the id of the resource in the answer; null if there is none
 */
record Answer(
    int status,
    @Nullable String contentType,
    String body,
    Map<String, String> headers,
    @Nullable String resourceId)
    implements HttpAnswer {

  static final String SCIM = "application/scim+json";

  /** A SCIM error (RFC 7644 section 3.12). */
  static Answer error(int status, @Nullable String scimType, String detail) {
    ObjectNode error = Json.MAPPER.createObjectNode();
    error.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:Error");
    if (scimType != null) {
      error.put("scimType", scimType);
    }
    error.put("detail", detail).put("status", Integer.toString(status));
    return new Answer(status, SCIM, error.toString(), Map.of(), null);
  }

  Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, body, more, resourceId);
  }

  Answer withBody(String otherBody) {
    return new Answer(status, contentType, otherBody, headers, resourceId);
  }

  @Override
  public Map<String, String> sentHeaders() {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(Map.of("Server", "Zscaler", "Cache-Control", "private", "Keep-Alive", "timeout=10"));
    if (contentType != null) {
      all.put("Content-Type", contentType + ";charset=utf-8");
    }
    return all;
  }

  @Override
  public byte[] sentBody() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
