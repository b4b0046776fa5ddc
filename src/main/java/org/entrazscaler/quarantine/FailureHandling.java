package org.entrazscaler.quarantine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.connection.ConnectionFailures;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.entra.EntraException;
import org.entrazscaler.entra.SourceUnclearException;
import org.entrazscaler.expression.EvaluationException;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.MemberChunk;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.RefusedParts.Part;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.plan.RedactedValues;
import org.entrazscaler.planning.Completions;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.scim.schema.ScimEntryException;
import org.entrazscaler.signin.SignInException;
import org.entrazscaler.target.Subject;
import org.entrazscaler.write.OutcomeQueue;
import org.entrazscaler.write.RemovalFallback;
import org.entrazscaler.zscaler.ZscalerCall;
import org.entrazscaler.zscaler.ZscalerException;
import org.entrazscaler.zscaler.ZscalerUnauthorizedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code errors.camel.yaml}: they find out what caused a failure, and then park the
 * object or stop sending.
 */
public final class FailureHandling {

  private static final Logger LOG = LoggerFactory.getLogger(FailureHandling.class);

  /** If this many objects in a row fail in a way that may be an outage, it is an outage. */
  private static final int OUTAGE_FAILURES = 3;

  private static final Set<String> MANAGERS =
      Set.of(
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value");

  private final CycleControl cycles;
  private final ZscalerCall call;
  private final Completions completions;
  private final ProvisioningRecords records;
  private final QuarantineSteps quarantine;
  private final RemovalFallback weaker;
  private final OutcomeQueue outcomes;

  public FailureHandling(
      CycleControl cycles,
      ZscalerCall call,
      Completions completions,
      ProvisioningRecords records,
      QuarantineSteps quarantine,
      RemovalFallback weaker,
      OutcomeQueue outcomes) {
    this.cycles = cycles;
    this.call = call;
    this.completions = completions;
    this.records = records;
    this.quarantine = quarantine;
    this.weaker = weaker;
    this.outcomes = outcomes;
  }

  /**
   * Whether a failure is not caused by one object: a refused token, an unreachable system, an
   * outage.
   *
   * @param exchange the failed exchange
   * @return true if sending stops and nothing is parked
   */
  public boolean mustStopSending(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (mayBeOutage(exchange, exception)) {
      return cycles.current().unanswered().size() + 1 >= OUTAGE_FAILURES;
    }
    return exception instanceof ZscalerUnauthorizedException
        || (Refusal.isNotScim(exception)
            && ZscalerCall.request(exchange).method() == ScimRequest.Method.GET)
        || exception instanceof IOException
        || exception instanceof EntraException
        || exception instanceof SignInException
        // Camel throws it when it may no longer repeat a request, and the program when it is
        // stopping.
        || exception instanceof RejectedExecutionException;
  }

  /** Whether one failed object cannot show if the object or Zscaler as a whole is the cause. */
  private static boolean mayBeOutage(Exchange exchange, @Nullable Exception exception) {
    if (exception instanceof ZscalerException zscaler) {
      return zscaler.error().isTransient()
          || (zscaler.error().kind() == ScimError.Kind.FORBIDDEN
              && !partAccepted(Write.of(exchange)));
    }
    return (exception instanceof ScimAnswerException && !(exception instanceof ScimEntryException))
        || (exception instanceof IOException io
            && ZscalerCall.request(exchange) != null
            && !ZscalerCall.isUnsent(io));
  }

  private static boolean partAccepted(@Nullable Write write) {
    return write != null && write.isPartAccepted();
  }

  /**
   * Whether an outage is suspected: objects were parked for it, and Zscaler has not answered since.
   *
   * @return false once the cycle had to stop
   */
  public boolean isOutageSuspected() {
    return cycles.canSend() && !cycles.current().unanswered().isEmpty();
  }

  /**
   * Stops sending for the rest of the cycle, because of a failure that no object caused.
   *
   * @param exchange the failed exchange
   */
  public void stopSending(Exchange exchange) {
    stop(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class), exchange);
  }

  /**
   * Stops the cycle because of a failure outside the work on single objects.
   *
   * @param exchange the failed exchange
   */
  public void stopCycle(Exchange exchange) {
    stop(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class), exchange);
  }

  private void stop(Exception exception, Exchange exchange) {
    Cycle.StopCause cause =
        exception instanceof ZscalerException
                || exception instanceof EntraException
                || exception instanceof SignInException
                || exception instanceof ScimAnswerException
                || exception instanceof IOException
            ? Cycle.StopCause.CONNECTION
            : Cycle.StopCause.INTERNAL;
    String reason = reason(exception, exchange);
    if (cycles.canSend()) {
      LOG.error("Cycle {} stops: {}", cycles.current().name(), reason);
      LOG.debug("Cause of the stop", exception);
      Refusal.of(exception, reason, exchange).ifPresent(quarantine::recordRefusal);
    }
    cycles.current().stop(cause, reason);
    records.retry(cycles.current().unanswered());
  }

  private String reason(Exception exception, Exchange exchange) {
    if (exception instanceof IOException io) {
      return ZscalerCall.request(exchange) == null
          ? ConnectionFailures.describe("Microsoft Graph", "entra.graph-url", io)
          : ConnectionFailures.describe("Zscaler", "zscaler.tenant-url", io);
    }
    if (exception instanceof ScimAnswerException) {
      return exception.getMessage()
          + ". Check zscaler.tenant-url, and whether a proxy answers in Zscaler's place.";
    }
    String message = exception.getMessage();
    return message == null ? exception.toString() : message;
  }

  /**
   * Stops the cycle because a failure could not be recorded, so that it would not be reported. The
   * object stays pending.
   *
   * @param write the current write; null if the failure was before planning
   * @param subject the current object; null if no object was being planned
   * @param exception why the failure could not be recorded
   */
  public void stopUnrecorded(
      @Variable(ExchangeVariables.WRITE) @Nullable Write write,
      @Variable(ExchangeVariables.SUBJECT) @Nullable Subject subject,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    String object = "An object";
    if (write != null && write.change() != null) {
      object = write.key().type().word() + " " + write.knownChange().name();
    } else if (subject != null) {
      Candidate candidate = subject.candidateIfAny();
      object =
          subject.key().type().word()
              + " "
              + (candidate == null ? subject.key().id() : candidate.name());
    }
    String reason =
        "%s has failed, and the failure could not be recorded: %s"
            .formatted(
                object.substring(0, 1).toUpperCase(Locale.ROOT) + object.substring(1),
                exception.getMessage() == null ? exception : exception.getMessage());
    LOG.error("Cycle {} stops: {}", cycles.current().name(), reason);
    LOG.debug("Cause of the stop", exception);
    cycles.current().stop(Cycle.StopCause.INTERNAL, reason);
  }

  /**
   * Puts a failed object on the dead-letter list.
   *
   * @param exchange the failed exchange
   */
  public void park(Exchange exchange) {
    Exception exception = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Write write = Write.of(exchange);
    LOG.debug("An object could not be written.", exception);
    if (write != null && write.change() != null) {
      Change change = write.knownChange();
      List<Part> parts = parts(exchange, write, exception);
      records.park(
          write,
          parts,
          write.isUnfinished() ? null : weaker.completion(write, parts, completions.of(change)));
      // If it is an outage after all, the object is released again.
      outcomes.record(write);
      if (parts.stream().allMatch(part -> part.references() > 0)) {
        quarantine.countFailedReferences(parts.stream().mapToInt(Part::references).sum());
      }
      if (mayBeOutage(exchange, exception)) {
        cycles.current().addUnanswered(change.key());
      }
      return;
    }
    Subject subject = exchange.getVariable(ExchangeVariables.SUBJECT, Subject.class);
    Candidate candidate = subject.candidateIfAny();
    boolean unseen = candidate == null;
    if (candidate == null) {
      candidate = new Candidate(subject.stored(), true, true, false);
    }
    Completion completion =
        unseen || exception instanceof SourceUnclearException
            ? completions.unchanged(candidate.stored())
            : completions.of(candidate);
    if (subject.isScopeEvaluated()
        && (exception instanceof ZscalerException
            || exception instanceof ScimEntryException
            || mayBeOutage(exchange, exception))) {
      records.park(
          candidate,
          call.error(exchange, exception),
          ZscalerCall.request(exchange),
          RedactedValues.of(subject.mapped()),
          completion);
    } else {
      records.park(candidate, refusal(exception), completion);
    }
    if (mayBeOutage(exchange, exception)) {
      cycles.current().addUnanswered(candidate.key());
    }
  }

  /** The refused parts and, unless it is one of them, the failure of the change. */
  private List<Part> parts(Exchange exchange, Write write, Exception exception) {
    Change change = write.knownChange();
    List<Part> parts = new ArrayList<>(write.refusedParts());
    if (parts.stream().noneMatch(part -> part.refusal() == exception)) {
      ScimError error = call.error(exchange, exception);
      ScimRequest request = ZscalerCall.request(exchange);
      parts.add(
          new Part(
              "",
              change,
              exception,
              error,
              request,
              references(write, request),
              records.log().failed(write, change, error)));
    }
    return parts;
  }

  /**
   * How many members or managers a refused request was to write; 0 if it was to write anything
   * else.
   */
  private static int references(Write write, @Nullable ScimRequest request) {
    Change change = write.knownChange();
    if (request == null || request.method() != ScimRequest.Method.PATCH) {
      return 0;
    }
    MemberChunk chunk = write.chunk();
    if (!chunk.isEmpty()) {
      return chunk.added().size() + chunk.removed().size();
    }
    boolean managerAlone =
        !change.values().isEmpty()
            && change.values().stream().allMatch(value -> MANAGERS.contains(value.path()));
    return managerAlone ? 1 : 0;
  }

  public static Decision.Refuse refusal(Exception exception) {
    if (exception instanceof SourceUnclearException) {
      return new Decision.Refuse(
          "InsufficientRights",
          String.valueOf(exception.getMessage()),
          "Nothing was changed in Zscaler. Let the application read the object, then use retry.");
    }
    Throwable cause = root(exception);
    if (cause instanceof EvaluationException) {
      return new Decision.Refuse(
          "InvalidExpression",
          String.valueOf(cause.getMessage()),
          "Correct the value in Entra, or the expression in the mapping.");
    }
    return new Decision.Refuse(
        "InternalError",
        String.valueOf(cause.getMessage() == null ? cause : cause.getMessage()),
        "Look at the log with level debug, and report it.");
  }

  public static Throwable root(Throwable exception) {
    Throwable cause = exception;
    while (cause.getCause() != null && !(cause instanceof EvaluationException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
