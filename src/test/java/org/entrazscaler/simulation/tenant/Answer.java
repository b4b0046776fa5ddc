package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entrazscaler.simulation.http.HttpAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an endpoint.
 *
 * @param status the HTTP status
 * @param headers additional headers of this answer
 * @param body the JSON body; null for none
 */
record Answer(int status, Map<String, String> headers, @Nullable JsonNode body)
    implements HttpAnswer {

  static Answer ok(ObjectNode body) {
    return new Answer(200, Map.of(), body);
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  Answer withBody(@Nullable JsonNode other) {
    return new Answer(status, headers, other);
  }

  @Override
  public Map<String, String> sentHeaders() {
    return headers;
  }

  @Override
  public byte[] sentBody() {
    return body == null ? new byte[0] : Json.bytes(body);
  }
}
