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
 * The attributes of one change: sent together and, if that is refused, once each. A PATCH is atomic
 * (RFC 7644, section 3.5.2), so that one refused value keeps all others out.
 */
public final class AttributeParts {

  private final RefusedParts parts;
  private final PlanValidity validity;
  private final EmptiedElements emptied;
  private final DryRunResponder dryRun;

  public AttributeParts(
      RefusedParts parts, PlanValidity validity, EmptiedElements emptied, DryRunResponder dryRun) {
    this.parts = parts;
    this.validity = validity;
    this.emptied = emptied;
    this.dryRun = dryRun;
  }

  /**
   * A change begins: all its values are one portion, also if there are none.
   *
   * @param write the write at hand
   */
  public static void begin(@Variable(ExchangeVariables.WRITE) Write write) {
    if (write.change() != null) {
      write.setAttributes(new AttributePortions(write.change()));
    }
  }

  /**
   * Whether a portion is still to be sent.
   *
   * @param write the write at hand
   * @return false also if its target object is gone, or if it is to be planned anew before more is
   *     written
   */
  public boolean hasRemaining(@Variable(ExchangeVariables.WRITE) Write write) {
    return write.change() != null
        && !write.attributes().remaining().isEmpty()
        && validity.isCurrent(write);
  }

  /**
   * Whether the target is asked first what it holds: if the outcome of an earlier write is not
   * known, if an element of a list may be there without its value, and in a dry run if an account
   * is enabled.
   *
   * @param write the write at hand
   * @return false also for what takes access away alone, once the target has refused to answer
   */
  public boolean needsLookup(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.knownChange();
    boolean mayAsk =
        !write.attributes().isUnanswered()
            || !change.values().stream().allMatch(ValueChange::removesAccess);
    return mayAsk
        && (write.isOutcomeUnknown()
            || emptied.mayExistEmpty(change)
            || dryRun.needsLookup(change));
  }

  /**
   * Makes the next portion the values of the change at hand.
   *
   * @param write the write at hand
   */
  public void useNext(@Variable(ExchangeVariables.WRITE) Write write) {
    AttributePortions portions = write.attributes();
    write.setChange(portions.planned().part(portions.remaining().element()));
  }

  /**
   * The portion at hand was carried out, or the object is gone.
   *
   * @param write the write at hand
   */
  public void completePart(@Variable(ExchangeVariables.WRITE) Write write) {
    Change change = write.change();
    write.attributes().remaining().remove();
    if (change != null) {
      if (!change.values().isEmpty()) {
        write.partAccepted();
      }
      continueWith(
          write,
          write.attributes().planned().forExisting(targetId(write), change.written(), List.of()));
    }
  }

  /** Another account may have taken the place of a renamed one. */
  private static String targetId(Write write) {
    Change change = write.knownChange();
    return write.attributes().remaining().isEmpty()
        ? change.knownTargetId()
        : write.link().map(Link::targetId).orElseGet(change::knownTargetId);
  }

  /**
   * The portion at hand was refused: its values go on one by one, what takes access away first; a
   * single one is noted. If it was a question that was refused, only what takes access away goes
   * on, without an answer; else the change fails with the refusal.
   *
   * @param write the write at hand
   * @param request what was refused; null if it was so before anything was sent
   * @param refusal what Zscaler answered
   * @param headers count the attempts, which begin anew
   */
  public void handleRefusal(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Variable(ExchangeVariables.REQUEST) @Nullable ScimRequest request,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ZscalerException refusal,
      @Headers Map<String, Object> headers) {
    Change change = write.knownChange();
    AttributePortions portions = write.attributes();
    boolean question = request != null && !request.isWrite();
    if (question
        && (portions.isUnanswered()
            || change.values().stream().noneMatch(ValueChange::removesAccess))) {
      throw refusal;
    }
    portions.remaining().remove();
    continueWith(write, portions.planned());
    ExchangeVariables.resetAttempts(headers);
    if (question || change.values().size() > 1) {
      portions.setUnanswered(question);
      change.values().stream()
          .sorted(Comparator.comparing(value -> !value.removesAccess()))
          .forEach(value -> portions.remaining().add(List.of(value)));
      return;
    }
    String name = change.values().stream().map(ValueChange::path).findFirst().orElse("");
    parts.note(write, refusal, request, name, change, MemberChunk.NONE);
    if (portions.remaining().isEmpty() && write.link().map(Link::targetId).isEmpty()) {
      // It is ours all the same.
      portions.remaining().add(List.of());
    }
  }

  private static void continueWith(Write write, Change planned) {
    write.attributes().setPlanned(planned);
    write.setChange(planned);
  }
}
