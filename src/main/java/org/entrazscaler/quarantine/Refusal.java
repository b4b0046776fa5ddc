package org.entrazscaler.quarantine;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.entra.EntraException;
import org.entrazscaler.graph.GraphError;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.signin.SignInException;
import org.entrazscaler.zscaler.ZscalerCall;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/**
 * A system refuses the credentials, or is not the expected service. This causes a quarantine at
 * once, regardless of numbers (Entra, "Application provisioning in quarantine status").
 *
 * @param system which one
 * @param code Entra's code, with the request if another one may be answered
 * @param cause the cause in words, with what to do
 * @param probe the request to send again: a SCIM endpoint or a link to Graph
 */
record Refusal(TargetSystem system, String code, String cause, String probe) {

  private static final String UNAUTHORIZED = "Unauthorized";
  private static final String INSUFFICIENT_RIGHTS = "InsufficientRights";
  private static final String INCOMPATIBLE =
      "SystemForCrossDomainIdentityManagementServiceIncompatible";

  /**
   * What a failure that stops the cycle says about a system.
   *
   * @param exception the failure
   * @param cause the failure in words
   * @param exchange the failed exchange
   * @return empty for an outage, which ends without a change
   */
  static Optional<Refusal> of(@Nullable Exception exception, String cause, Exchange exchange) {
    String code = code(exception, ZscalerCall.request(exchange));
    if (code == null) {
      return Optional.empty();
    }
    if (exception instanceof ZscalerException || exception instanceof ScimAnswerException) {
      String endpoint = endpoint(exchange);
      return Optional.of(
          new Refusal(TargetSystem.ZSCALER, withRequest(code, endpoint), cause, endpoint));
    }
    String link = exchange.getVariable(ExchangeVariables.GRAPH_LINK, "", String.class);
    return Optional.of(
        new Refusal(TargetSystem.ENTRA, withRequest(code, link.split("\\?", 2)[0]), cause, link));
  }

  /**
   * Refused credentials concern every request; every other refusal concerns one kind of request.
   */
  private static String withRequest(String code, String request) {
    return code.equals(UNAUTHORIZED) ? code : code + " " + request;
  }

  private static @Nullable String code(
      @Nullable Exception exception, @Nullable ScimRequest request) {
    if (exception instanceof SignInException signIn) {
      return signIn.isPermanent() ? UNAUTHORIZED : null;
    }
    if (exception instanceof EntraException entra) {
      GraphError error = entra.error();
      return error == null
          ? null
          : switch (error.kind()) {
            case UNAUTHENTICATED -> UNAUTHORIZED;
            case FORBIDDEN -> INSUFFICIENT_RIGHTS;
            default -> null;
          };
    }
    if (exception instanceof ScimAnswerException) {
      return INCOMPATIBLE;
    }
    if (exception instanceof ZscalerException zscaler) {
      return refused(zscaler.error(), request);
    }
    return null;
  }

  private static @Nullable String refused(ScimError error, @Nullable ScimRequest request) {
    boolean asked = request != null && request.method() == ScimRequest.Method.GET;
    return switch (error.kind()) {
      case UNAUTHORIZED, FORBIDDEN -> error.code();
      // Redirections, 405 and similar: every SCIM service answers a list of users.
      case NOT_FOUND, INVALID, NOT_IMPLEMENTED -> asked ? INCOMPATIBLE : null;
      default -> null;
    };
  }

  /** Whether Zscaler answers a query with 404, where SCIM requires an empty list. */
  static boolean isNotScim(@Nullable Exception exception) {
    return exception instanceof ZscalerException zscaler
        && zscaler.error().kind() == ScimError.Kind.NOT_FOUND
        && zscaler.error().code().equals(INCOMPATIBLE);
  }

  private static String endpoint(Exchange exchange) {
    ScimRequest request = ZscalerCall.request(exchange);
    boolean groups =
        request != null && request.path().startsWith("/" + ResourceType.GROUP.endpoint());
    return (groups ? ResourceType.GROUP : ResourceType.USER).endpoint();
  }
}
