package org.entrazscaler.outcome;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.zscaler.ZscalerException;
import org.entrazscaler.zscaler.ZscalerRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one change that Zscaler refused while the other parts were written. They are kept in
 * the {@link Write}; at its end the object is parked once, with all of them.
 *
 * <p>Use in a route: {@code doTry} around one part, {@code doCatch} of {@code
 * ZscalerRefusedException} and {@code ZscalerConflictException} with a step that calls {@link
 * #note}, and at the end of the change the step {@code failIfRefused}. Temporary failures (429,
 * 5xx, no answer) and a refused token are not caught in this way: they end the change as usual.
 */
public final class RefusedParts {

  /**
   * One part.
   *
   * @param name the name of the part, such as the path of an attribute; empty for the whole change
   * @param change the change with only the values of this part
   * @param refusal the exception
   * @param error the answer of Zscaler
   * @param request the request, or null if none was sent
   * @param references the number of members or managers if the request contained nothing else
   * @param entry for the provisioning log
   */
  public record Part(
      String name,
      Change change,
      Exception refusal,
      ScimError error,
      @Nullable ScimRequest request,
      int references,
      LogEntry entry) {}

  private final LogEntries log;

  public RefusedParts(LogEntries log) {
    this.log = log;
  }

  /** Notes the parts of the object that could not be planned and are not in the change. */
  public void notePlanned(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
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
      write
          .refusedParts()
          .add(
              new Part(
                  "",
                  change.withValues(List.of()),
                  new ZscalerRefusedException(error),
                  error,
                  null,
                  0,
                  log.failed(write, change.withValues(List.of()), error)));
    }
  }

  /**
   * Notes that a request was refused.
   *
   * @param write the change
   * @param refusal the answer of Zscaler
   * @param request the request, or null if none was sent
   * @param name the name of the part in messages
   * @param refused the change with only the values of this part
   * @param members the members that this part adds or removes
   */
  public void note(
      Write write,
      ZscalerException refusal,
      @Nullable ScimRequest request,
      String name,
      Change refused,
      MemberChunk members) {
    write
        .refusedParts()
        .add(
            new Part(
                name,
                refused,
                refusal,
                refusal.error(),
                request,
                members.added().size() + members.removed().size(),
                log.failed(write, refused, members, refusal.error())));
  }

  /**
   * Fails with a refusal if it is the answer to a query: then nothing is known about any part.
   *
   * @param request the refused request; null if none was sent
   */
  public static void requireWrite(@Nullable ScimRequest request, ZscalerException refusal) {
    if (request != null && !request.isWrite()) {
      throw refusal;
    }
  }

  /**
   * Ends a change with refused parts: it fails with the first refusal, and the object is parked
   * with all of them. An object that is matched again is not parked.
   */
  public static void failIfAny(Exchange exchange) throws Exception {
    Write write = Write.at(exchange);
    List<Part> parts = write.refusedParts();
    if (!parts.isEmpty() && write.change() != null) {
      exchange.setVariable(ExchangeVariables.REQUEST, parts.get(0).request());
      throw parts.get(0).refusal();
    }
  }
}
