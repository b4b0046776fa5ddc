package org.entrazscaler.route;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.entra.SignInException;
import org.entrazscaler.expression.EvaluationException;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.MappingException;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.route.failure.EntraException;
import org.entrazscaler.route.failure.ZscalerException;
import org.entrazscaler.route.failure.ZscalerUnauthorizedException;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.state.StoredObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code errors.camel.yaml}: whose fault a failure is, and what becomes of it. */
public final class FailureHandling {

  private static final Logger LOG = LoggerFactory.getLogger(FailureHandling.class);

  /** So many objects in a row that Zscaler could not take are an outage, not their fault. */
  private static final int OUTAGE = 3;

  private final CycleControl cycles;
  private final ZscalerCall call;
  private final Planning planning;
  private final ProvisioningRecords records;

  FailureHandling(
      CycleControl cycles, ZscalerCall call, Planning planning, ProvisioningRecords records) {
    this.cycles = cycles;
    this.call = call;
    this.planning = planning;
    this.records = records;
  }

  /**
   * Whether a failure is nobody's fault: a refused token, a system out of reach, an outage.
   *
   * @param exception what happened
   * @return true if sending stops and nothing is parked
   */
  public boolean stopsSending(@Nullable Exception exception) {
    if (exception instanceof ZscalerException zscaler
        && (zscaler.error().kind() == ScimError.Kind.UNAVAILABLE
            || zscaler.error().kind() == ScimError.Kind.FORBIDDEN)) {
      return cycles.current().outage() >= OUTAGE;
    }
    return exception instanceof ZscalerUnauthorizedException
        || exception instanceof IOException
        || exception instanceof EntraException
        || exception instanceof SignInException
        // Camel's, when it may not repeat a request any more, and ours: the program is ending.
        || exception instanceof RejectedExecutionException;
  }

  void stopSending(Exchange exchange) {
    stop(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class), exchange);
  }

  /** A failure outside the work on single objects ends the cycle. */
  void cycleFailed(Exchange exchange) {
    stop(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class), exchange);
  }

  private void stop(Exception exception, Exchange exchange) {
    Cycle.Trouble trouble =
        exception instanceof ZscalerException
                || exception instanceof EntraException
                || exception instanceof SignInException
                || exception instanceof IOException
            ? Cycle.Trouble.CONNECTION
            : Cycle.Trouble.INTERNAL;
    String reason = reason(exception, exchange);
    if (cycles.sending()) {
      LOG.error("Cycle {} stops: {}", cycles.current().name(), reason);
      LOG.debug("It stops because of this.", exception);
    }
    cycles.current().stop(trouble, reason);
  }

  private String reason(Exception exception, Exchange exchange) {
    if (exception instanceof IOException io) {
      return ZscalerCall.request(exchange) == null
          ? "Microsoft Graph is out of reach ("
              + io
              + "). Check entra.graph-url, the network and its proxies."
          : "Zscaler is out of reach ("
              + io
              + "). Check zscaler.tenant-url, the network and its proxies.";
    }
    String message = exception.getMessage();
    return message == null ? exception.toString() : message;
  }

  /** Puts a failed object into the dead-letter store. */
  void park(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Change change = exchange.getVariable(Names.CHANGE, Change.class);
    LOG.debug("An object could not be written.", exception);
    if (change != null) {
      ScimError error = call.error(exchange, exception);
      ScimRequest request = ZscalerCall.request(exchange);
      records.park(
          change,
          error,
          request,
          planning.settlement(change),
          records.failed(exchange, change, error.code(), error.message()));
      return;
    }
    Candidate candidate = exchange.getVariable(Names.CANDIDATE, Candidate.class);
    if (candidate == null) {
      candidate =
          new Candidate(exchange.getVariable(Names.STORED, StoredObject.class), true, true, false);
    }
    records.park(candidate, refusal(exchange, exception), planning.settlement(candidate));
  }

  private Decision.Refuse refusal(Exchange exchange, Exception exception) {
    Throwable cause = root(exception);
    if (cause instanceof MappingException || cause instanceof EvaluationException) {
      return new Decision.Refuse(
          "InvalidExpression",
          String.valueOf(cause.getMessage()),
          "Correct the value in Entra, or the expression in the mapping.");
    }
    if (exception instanceof ZscalerException zscaler) {
      MappedObject mapped = exchange.getVariable(Names.MAPPED, MappedObject.class);
      String reason = zscaler.error().reason();
      return new Decision.Refuse(
          zscaler.error().code(),
          mapped == null ? reason : RedactedValues.of(mapped).text(reason),
          zscaler.error().advice());
    }
    return new Decision.Refuse(
        "InternalError",
        String.valueOf(cause.getMessage() == null ? cause : cause.getMessage()),
        "Look into the log at level debug, and report it.");
  }

  private static Throwable root(Throwable exception) {
    Throwable cause = exception;
    while (cause.getCause() != null
        && !(cause instanceof MappingException)
        && !(cause instanceof EvaluationException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
