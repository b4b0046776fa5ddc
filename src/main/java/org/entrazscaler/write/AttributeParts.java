package org.entrazscaler.write;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.AttributePortions;
import org.entrazscaler.outcome.EmptiedElements;
import org.entrazscaler.outcome.MemberChunk;
import org.entrazscaler.outcome.RefusedParts;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the attributes of one change together and, if that is refused, one by one. A PATCH is
 * atomic (RFC 7644, section 3.5.2), so that one refused value prevents all others.
 */
final class AttributeParts {

  private final RefusedParts parts;
  private final PlanValidity validity;
  private final EmptiedElements emptied;
  private final DryRunResponder dryRun;

  AttributeParts(
      RefusedParts parts, PlanValidity validity, EmptiedElements emptied, DryRunResponder dryRun) {
    this.parts = parts;
    this.validity = validity;
    this.emptied = emptied;
    this.dryRun = dryRun;
  }

  /**
   * Begins a change with one portion of all its values, even if there are none.
   *
   * @param write the current write
   */
  public static void begin(@Variable(ExchangeVariables.WRITE) Write write) {
    if (write.change() != null) {
      write.setAttributes(new AttributePortions(write.change()));
    }
  }

  /**
   * Whether a portion remains to be sent.
   *
   * @param write the current write
   * @return false also if the target object is gone, or if the object must be planned again first
   */
  public boolean hasRemaining(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.change() != null
        && !write.attributes().remaining().isEmpty()
        && validity.isCurrent(write);
  }

  /**
   * Whether the target object must be read first: if the outcome of an earlier write is unknown, if
   * a list may have an element without its value, and in a dry run if an account is enabled.
   *
   * @param write the current write
   * @return false also if the target has refused to answer and the portion only removes access
   */
  public boolean needsLookup(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    boolean canRead =
        !write.attributes().isUnanswered()
            || !change.values().stream().allMatch(ValueChange::removesAccess);
    return canRead
        && (write.isOutcomeUnknown()
            || emptied.mayExistEmpty(change)
            || dryRun.needsLookup(change));
  }

  /**
   * Makes the next portion the current change.
   *
   * @param write the current write
   */
  public void useNext(@Variable(ExchangeVariables.WRITE) Write write) {
    AttributePortions portions = write.attributes();
    write.setChange(portions.planned().part(portions.remaining().element()));
  }

  /**
   * Records that the current portion was accepted, or that the object is gone.
   *
   * @param write the current write
   */
  public void completePart(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.change();
    write.attributes().remaining().remove();
    if (change != null) {
      if (!change.values().isEmpty()) {
        write.setPartAccepted();
      }
      continueWith(
          write,
          write.attributes().planned().forExisting(targetId(write), change.written(), List.of()));
    }
  }

  /** Another account may have replaced a renamed one. */
  private static String targetId(Write write) {
    Change change = write.knownChange();
    return write.attributes().remaining().isEmpty()
        ? change.knownTargetId()
        : write.link().map(Link::targetId).orElseGet(change::knownTargetId);
  }

  /**
   * Handles a refused portion: its values are sent one by one, removals of access first; a single
   * refused value is recorded. If a read was refused, only removals of access continue, without the
   * answer; otherwise the change fails with the refusal.
   *
   * @param write the current write
   * @param request what was refused; null if the refusal came before anything was sent
   * @param refusal the answer of Zscaler
   * @param headers contain the attempt counter, which is reset
   */
  public void handleRefusal(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Variable(ExchangeVariables.REQUEST) @Nullable ScimRequest request,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ZscalerException refusal,
      @Headers Map<String, Object> headers) {
    Change change = write.knownChange();
    AttributePortions portions = write.attributes();
    boolean isRead = request != null && !request.isWrite();
    if (isRead
        && (portions.isUnanswered()
            || change.values().stream().noneMatch(ValueChange::removesAccess))) {
      throw refusal;
    }
    portions.remaining().remove();
    continueWith(write, portions.planned());
    ExchangeVariables.resetAttempts(headers);
    if (isRead || change.values().size() > 1) {
      portions.setUnanswered(isRead);
      change.values().stream()
          .sorted(Comparator.comparing(value -> !value.removesAccess()))
          .forEach(value -> portions.remaining().add(List.of(value)));
      return;
    }
    String name = change.values().stream().map(ValueChange::path).findFirst().orElse("");
    parts.note(write, refusal, request, name, change, MemberChunk.NONE);
    if (portions.remaining().isEmpty() && write.link().map(Link::targetId).isEmpty()) {
      // The link must be recorded all the same.
      portions.remaining().add(List.of());
    }
  }

  private static void continueWith(Write write, Change planned) {
    write.attributes().setPlanned(planned);
    write.setChange(planned);
  }
}
