package org.entrazscaler.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.scim.BulkAnswer;
import org.entrazscaler.scim.BulkOffer;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.zscaler.ZscalerCall;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code bulk.camel.yaml}: new users are created many at a time, if Zscaler offers
 * bulk requests (RFC 7644, section 3.7). The answer to each operation is kept at its {@link Write}.
 * Then each creation goes its usual way, and its request gets this answer without being sent: so an
 * operation that is refused, or that finds an existing user, is handled like a single request.
 * Thread-safe.
 */
final class BulkSteps {

  private static final Logger LOG = LoggerFactory.getLogger(BulkSteps.class);

  /** With fewer creations, asking for the offer would cost as many requests as it saves. */
  private static final int WORTH_ASKING = 3;

  /** The brackets, the schema, and the names around the operations. */
  private static final int ENVELOPE_BYTES = 150;

  /** How long the target is not asked again after it has misbehaved or did not answer. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final BulkLimits limits;
  private final WriteWindows windows;
  private final WriteSteps writeSteps;
  private final ZscalerCall call;
  private final ScimRequests requests;
  private final Clock clock;

  BulkSteps(WriteContext context, BulkLimits limits, WriteWindows windows, WriteSteps writeSteps) {
    this.limits = limits;
    this.windows = windows;
    this.writeSteps = writeSteps;
    this.call = context.call();
    this.requests = new ScimRequests(context.product());
    this.clock = context.cycle().clock();
  }

  // --- the offer --------------------------------------------------------------------------------

  /**
   * Whether the target must be asked whether it offers bulk requests.
   *
   * @param changes the changes that are about to be written; their first window is opened
   * @return false if it is known, not wanted, or not worth a request
   */
  public boolean mustAsk(@Variable(ExchangeVariables.WINDOWS) WriteWindows.Windows changes) {
    return limits.isUnknown(clock.instant())
        && changes.hasNext()
        && changes.remaining() >= WORTH_ASKING;
  }

  /** The request for the configuration of the target. */
  public ScimRequest offerRequest() {
    return requests.readServiceProviderConfig();
  }

  /**
   * Uses what the target offers.
   *
   * @param config the configuration of the target; null if the answer was empty
   */
  public void useOffer(@Body @Nullable ObjectNode config) {
    BulkOffer offer = BulkOffer.of(config);
    limits.set(offer, clock.instant());
    LOG.info(
        offer == null
            ? "Zscaler offers no bulk requests: users are created one by one."
            : "Zscaler offers bulk requests: users are created {} at a time.",
        limits.maxOperations());
  }

  /** Creates users one by one, because the target does not say what it offers. */
  public void skipOffer() {
    limits.turnOff(clock.instant().plus(PAUSE));
  }

  /** Whether users are created by bulk requests now. */
  public boolean isOffered() {
    return limits.maxOperations() > 0;
  }

  /**
   * The changes that one bulk request may contain.
   *
   * @param writes all of them, each to be carried out
   * @param creations those whose creation is in the bulk request, in its order
   */
  record Portion(List<Write> writes, List<Write> creations) {}

  // --- one bulk request -------------------------------------------------------------------------

  /**
   * The changes of the windows, as many at a time as one bulk request may contain.
   *
   * @param changes the changes that are written
   * @return an iterator of lists, each of one window
   */
  public Iterator<List<Write>> portions(
      @Variable(ExchangeVariables.WINDOWS) WriteWindows.Windows changes) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return changes.hasNext();
      }

      @Override
      public List<Write> next() {
        return portion(changes);
      }
    };
  }

  private List<Write> portion(WriteWindows.Windows changes) {
    List<Write> portion = new ArrayList<>(List.of(changes.next()));
    long bytes = ENVELOPE_BYTES + bytes(portion.get(0));
    Write next = changes.peek();
    while (next != null && portion.size() < limits.maxOperations()) {
      bytes += bytes(next);
      if (bytes > limits.maxPayloadBytes()) {
        break;
      }
      portion.add(changes.next());
      next = changes.peek();
    }
    return portion;
  }

  /** The size of an operation with the largest index and a comma. */
  private long bytes(Write write) {
    ScimRequest creation = creation(write);
    return creation == null
        ? 0
        : ScimRequests.bulkOperation(creation, Integer.MAX_VALUE)
                .toString()
                .getBytes(StandardCharsets.UTF_8)
                .length
            + 1L;
  }

  /** The creation of a user whose outcome is not open; null for another change. */
  private @Nullable ScimRequest creation(Write write) {
    Change change = write.change();
    if (change == null
        || change.group()
        || change.action() != Action.CREATE
        || write.isOutcomeUnknown()
        || !write.found().isEmpty()) {
      return null;
    }
    try {
      return writeSteps.userCreation(change);
    } catch (RuntimeException e) {
      LOG.debug("{} is not in the bulk request; its own request shows the error.", change.key(), e);
      return null;
    }
  }

  /**
   * Begins the writes of a portion, and prepares the bulk request for the creations among them.
   *
   * @param changes the changes
   * @param exchange gets the request and the portion
   */
  public void begin(@Body List<Write> changes, Exchange exchange) {
    List<Write> begun =
        changes.stream().filter(write -> windows.beginWrite(write) != null).toList();
    List<Write> creations = new ArrayList<>();
    List<ScimRequest> operations = new ArrayList<>();
    for (Write write : begun) {
      ScimRequest creation = creation(write);
      if (creation != null && isDue(write)) {
        creations.add(write);
        operations.add(creation);
      }
    }
    exchange.setVariable(ExchangeVariables.PORTION, new Portion(begun, creations));
    call.setRequest(exchange, ScimRequests.bulk(operations));
  }

  private boolean isDue(Write write) {
    try {
      return windows.isDue(write);
    } catch (RuntimeException e) {
      LOG.debug("{} is not in the bulk request.", write.key(), e);
      return false;
    }
  }

  /**
   * Whether a bulk request saves requests.
   *
   * @param portion the changes
   */
  public boolean isWorthwhile(@Variable(ExchangeVariables.PORTION) Portion portion) {
    return portion.creations().size() > 1;
  }

  /**
   * The changes that are carried out after the bulk request.
   *
   * @param portion the changes whose lock was not taken over
   */
  public List<Write> writes(@Variable(ExchangeVariables.PORTION) Portion portion) {
    return portion.writes();
  }

  /**
   * Marks the creations as sent: from now on their outcomes are unknown.
   *
   * @param portion the changes of which some are in the bulk request
   */
  public void markSent(@Variable(ExchangeVariables.PORTION) Portion portion) {
    portion.creations().forEach(Write::sentInBulk);
  }

  /**
   * Gives each creation its answer. A creation without one is looked up before it is sent again.
   *
   * @param answer the answer of Zscaler
   * @param portion the changes of which some are in the bulk request
   */
  public void readAnswers(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.PORTION) Portion portion) {
    List<Write> creations = portion.creations();
    Map<Integer, BulkAnswer> answers = BulkAnswer.read(answer);
    for (int index = 0; index < creations.size(); index++) {
      BulkAnswer read = answers.get(index);
      if (read != null) {
        creations.get(index).setBulkAnswer(read);
      }
    }
    if (answers.size() < creations.size()) {
      turnOff("an answer has no readable result for each operation");
    }
  }

  /**
   * Continues one by one after a bulk request failed. Creations that were certainly not carried out
   * are sent again, the others are looked up first.
   *
   * @param exchange contains the request
   * @param exception the failure
   * @param portion the changes of which some are in the bulk request
   */
  public void handleFailure(
      Exchange exchange,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception,
      @Variable(ExchangeVariables.PORTION) Portion portion) {
    ExchangeVariables.clearFailures(exchange);
    ExchangeVariables.resetAttempts(exchange);
    ScimError error = call.error(exchange, exception);
    boolean unreadable = exception instanceof ScimAnswerException;
    boolean unsent =
        exception instanceof RejectedExecutionException
            || (exception instanceof IOException io && ZscalerCall.isUnsent(io));
    if (unsent || !(unreadable || error.mayHaveBeenApplied())) {
      portion.creations().forEach(Write::setNotCarriedOut);
    }
    if (unreadable || isRefusal(exception)) {
      turnOff(error.reason());
    }
  }

  private static boolean isRefusal(Exception exception) {
    return exception instanceof ZscalerException answered
        && switch (answered.error().kind()) {
          case THROTTLED, UNAVAILABLE, UNAUTHORIZED -> false;
          case FORBIDDEN,
              NOT_FOUND,
              CONFLICT,
              CONFLICT_ADMIN,
              INVALID,
              TOO_LARGE,
              NOT_IMPLEMENTED ->
              true;
        };
  }

  private void turnOff(String reason) {
    if (limits.turnOff(clock.instant().plus(PAUSE))) {
      LOG.warn(
          "Users are created one by one for the next hour, because Zscaler does not process bulk"
              + " requests properly: {}",
          reason);
    }
  }

  // --- the request of one creation --------------------------------------------------------------

  /**
   * Whether a request was answered in a bulk request.
   *
   * @param write the current write; null if the request does not belong to a write
   * @param request the current request
   */
  public boolean isAnswered(
      @Variable(ExchangeVariables.WRITE) @Nullable Write write,
      @Variable(ExchangeVariables.REQUEST) ScimRequest request) {
    return write != null && write.hasBulkAnswer() && write.isIntentRequest(request);
  }

  /**
   * Answers the current request with the answer to its operation.
   *
   * @param exchange contains the write and receives the answer
   */
  public void answer(Exchange exchange) {
    BulkAnswer answer = Write.at(exchange).takeBulkAnswer();
    Message message = exchange.getMessage();
    ExchangeVariables.clearHeaders(message.getHeaders());
    ObjectNode body = answer.body();
    message.setBody(body == null ? null : body.toString());
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
  }
}
