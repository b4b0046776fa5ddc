package org.entrazscaler.route;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.route.failure.ZscalerException;
import org.entrazscaler.route.failure.ZscalerRefusedException;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.state.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one change that Zscaler refused while the other parts went on. They are kept with
 * the exchange that carries out the change; at its end the object is parked once, with all of them.
 *
 * <p>Use in a route: {@code doTry} around one part, {@code doCatch} of {@code
 * ZscalerRefusedException} and {@code ZscalerConflictException} with a step that calls {@link
 * #note}, and at the end of the change the step {@code failIfRefused}. What can pass (429, 5xx, no
 * answer) and a refused token are not caught so: they end the change as ever.
 */
public final class RefusedParts {

  /** {@code List<Part>}: what Zscaler has refused of the change at hand. */
  private static final String PARTS = "refusedParts";

  /** {@code Boolean}: whether Zscaler has taken a part of the change at hand. */
  private static final String ACCEPTED = "partAccepted";

  /**
   * One part.
   *
   * @param name what it is, such as the path of an attribute; empty for the whole change
   * @param change the change with the values of this part alone
   * @param refusal with what it failed
   * @param error what Zscaler answered
   * @param request what was sent, or null if nothing was
   * @param references how many members or managers the request was about, and nothing else
   * @param entry for the provisioning log
   */
  record Part(
      String name,
      Change change,
      Exception refusal,
      ScimError error,
      @Nullable ScimRequest request,
      int references,
      LogEntry entry) {}

  private final LogEntries log;

  RefusedParts(LogEntries log) {
    this.log = log;
  }

  /** A change begins: nothing of it is refused or accepted yet. */
  static void begin(Exchange exchange) {
    exchange.setVariable(PARTS, new ArrayList<Part>());
    exchange.setVariable(ACCEPTED, false);
  }

  /**
   * Notes what of the object could not be planned: the change is without it.
   *
   * @param exchange of the change at hand
   */
  public void notePlanned(Exchange exchange) {
    Change change = Write.at(exchange).knownChange();
    for (Decision.Refuse refuse : change.refused()) {
      String advice = refuse.advice().replaceFirst("\\.$", "");
      ScimError error =
          new ScimError(
              ScimError.Kind.INVALID,
              0,
              refuse.code(),
              refuse.reason(),
              advice,
              null,
              null,
              null,
              refuse.code() + ": " + refuse.advice());
      parts(exchange)
          .add(
              new Part(
                  "",
                  change.with(List.of()),
                  new ZscalerRefusedException(error),
                  error,
                  null,
                  0,
                  log.failed(exchange, change.with(List.of()), error)));
    }
  }

  /** Zscaler has carried out a part of the change. */
  static void accepted(Exchange exchange) {
    exchange.setVariable(ACCEPTED, true);
  }

  /** Whether Zscaler has carried out a part of the change. */
  static boolean isAccepted(Exchange exchange) {
    return exchange.getVariable(ACCEPTED, false, Boolean.class);
  }

  /**
   * Notes that the request at hand was refused.
   *
   * @param exchange whose caught exception is the refusal
   * @param name what the part is, for people
   * @param refused the change with the values of this part alone
   * @param members the members that this part adds or removes
   */
  void note(Exchange exchange, String name, Change refused, MemberChunk members) {
    note(
        exchange,
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ZscalerException.class),
        ZscalerCall.request(exchange),
        name,
        refused,
        members);
  }

  /** The same of a request that was refused before the one at hand. */
  void note(
      Exchange exchange,
      ZscalerException refusal,
      @Nullable ScimRequest request,
      String name,
      Change refused,
      MemberChunk members) {
    parts(exchange)
        .add(
            new Part(
                name,
                refused,
                refusal,
                refusal.error(),
                request,
                members.added().size() + members.removed().size(),
                log.failed(exchange, refused, members, refusal.error())));
    Names.attemptsOver(exchange);
  }

  /**
   * Fails with the refusal that was caught if it is the answer to a question: then nothing is known
   * about any part.
   */
  static void requireWrite(Exchange exchange) {
    ScimRequest request = ZscalerCall.request(exchange);
    if (request != null && !request.isWrite()) {
      throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ZscalerException.class);
    }
  }

  /** What was refused so far. */
  static List<Part> of(Exchange exchange) {
    return List.copyOf(parts(exchange));
  }

  /** Whether a part of the change was refused. */
  static boolean any(Exchange exchange) {
    return !parts(exchange).isEmpty();
  }

  /**
   * Ends a change of which a part was refused: it fails with the first refusal, by which the object
   * is parked with all of them. An object that is to be matched anew is not parked.
   *
   * @param exchange of the change at hand
   */
  public static void failIfAny(Exchange exchange) throws Exception {
    List<Part> parts = parts(exchange);
    if (!parts.isEmpty() && Write.change(exchange) != null) {
      exchange.setVariable(Names.REQUEST, parts.get(0).request());
      throw parts.get(0).refusal();
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Part> parts(Exchange exchange) {
    List<Part> parts = exchange.getVariable(PARTS, List.class);
    if (parts == null) {
      begin(exchange);
      parts = exchange.getVariable(PARTS, List.class);
    }
    return parts;
  }
}
