package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;

/** A refusal of Microsoft Graph: status, code and message of its error answer. */
final class GraphException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  GraphException(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  GraphException(int status, String code, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  static GraphException notFound(String id) {
    return new GraphException(
        404,
        "Request_ResourceNotFound",
        "Resource '"
            + id
            + "' does not exist or one of its queried reference-property objects are not present.");
  }

  static GraphException badRequest(String message) {
    return new GraphException(400, "BadRequest", message);
  }

  static GraphException unsupportedQuery(String message) {
    return new GraphException(400, "Request_UnsupportedQuery", message);
  }

  static GraphException unknownProperty(ObjectKind kind, String name) {
    return badRequest(
        "Parsing OData Select and Expand failed: Could not find a property named '"
            + name
            + "' on type '"
            + kind.typeName()
            + "'.");
  }

  /** The answer in the form of "Microsoft Graph error responses and resource types". */
  Answer answer(String date, String clientRequestId) {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error");
    error.put("code", code).put("message", getMessage());
    ObjectNode inner = error.putObject("innerError");
    inner.put("date", date);
    inner.put("request-id", UUID.randomUUID().toString());
    inner.put("client-request-id", clientRequestId);
    return new Answer(status, headers, body);
  }
}
