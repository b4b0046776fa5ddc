package org.entrazscaler.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Change;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequest.Method;
import org.entrazscaler.zscaler.ZscalerCall;

/**
 * Answers instead of Zscaler during a dry run: a write succeeds without being sent, and a simulated
 * object can be read. Thread-safe.
 */
final class DryRunResponder {

  private final boolean dryRun;
  private final Map<String, ObjectNode> createdObjects = new ConcurrentHashMap<>();
  private final Set<String> deletedPaths = ConcurrentHashMap.newKeySet();

  DryRunResponder(boolean dryRun) {
    this.dryRun = dryRun;
  }

  /**
   * Whether a request is answered here and not sent: in a dry run each write, and each read of an
   * object whose creation or deletion was simulated.
   *
   * @param request the current request
   * @return false if the request is really sent
   */
  public boolean isSimulated(@Variable(ExchangeVariables.REQUEST) ScimRequest request) {
    return dryRun
        && (request.isWrite()
            || createdObjects.containsKey(request.path())
            || deletedPaths.contains(request.path()));
  }

  /**
   * Whether an account is read before a change: the real answer to the change would show the groups
   * of the account, and so which memberships need not be written again.
   *
   * @param change the current change
   * @return true in a dry run, for an account that is enabled
   */
  boolean needsLookup(Change change) {
    return dryRun
        && !change.group()
        && change.values().stream()
            .anyMatch(
                value ->
                    value.path().equals("active")
                        && value.after() != null
                        && value.after().asBoolean());
  }

  /**
   * Answers the current request as a target would that accepts everything.
   *
   * @param exchange contains the request and receives the answer
   */
  public void answer(Exchange exchange) {
    ScimRequest request = ZscalerCall.request(exchange);
    Message message = exchange.getMessage();
    ExchangeVariables.clearHeaders(message.getHeaders());
    message.setBody(null);
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status(request, exchange));
  }

  private int status(ScimRequest request, Exchange exchange) {
    return switch (request.method()) {
      case POST -> createdObjects(request, exchange);
      case PATCH -> 204;
      case DELETE -> deletedPaths(request);
      case GET -> simulateRead(request, exchange);
    };
  }

  private int createdObjects(ScimRequest request, Exchange exchange) {
    String id = PlannedIds.forSource(Write.at(exchange).key().id());
    JsonNode sent = Objects.requireNonNull(request.body());
    ObjectNode resource = sent.deepCopy();
    resource.put("id", id);
    createdObjects.put(request.path() + "/" + id, resource);
    exchange.getMessage().setBody(resource.toString());
    return 201;
  }

  private int deletedPaths(ScimRequest request) {
    createdObjects.remove(request.path());
    deletedPaths.add(request.path());
    return 204;
  }

  private int simulateRead(ScimRequest request, Exchange exchange) {
    ObjectNode resource = createdObjects.get(request.path());
    if (resource == null || request.method() != Method.GET) {
      return 404;
    }
    exchange.getMessage().setBody(resource.toString());
    return 200;
  }
}
