package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * A refusal of the token endpoint ("OAuth 2.0 client credentials flow", error response).
 *
 * @param status the HTTP status
 * @param error the error code of OAuth
 * @param code the number after {@code AADSTS}
 * @param description the message
 */
record SignInRefusal(int status, String error, int code, String description) {

  Answer answer(Instant now) {
    String trace = UUID.randomUUID().toString();
    String correlation = UUID.randomUUID().toString();
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    ObjectNode body = Json.object();
    body.put("error", error);
    body.put(
        "error_description",
        "AADSTS"
            + code
            + ": "
            + description
            + " Trace ID: "
            + trace
            + " Correlation ID: "
            + correlation
            + " Timestamp: "
            + time);
    body.putArray("error_codes").add(code);
    body.put("timestamp", time);
    body.put("trace_id", trace);
    body.put("correlation_id", correlation);
    body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
    return new Answer(status, Map.of(), body);
  }
}
