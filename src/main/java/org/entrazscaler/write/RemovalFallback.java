package org.entrazscaler.write;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.MemberChunk;
import org.entrazscaler.outcome.RefusedParts;
import org.entrazscaler.outcome.RefusedParts.Part;
import org.entrazscaler.outcome.Write;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Change;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/**
 * What is done at once when Zscaler refuses what would take the access of a user: an account that
 * it does not delete is disabled, and one that stays active leaves the groups of ours. The object
 * is parked with what was refused, and that is tried again by its schedule.
 */
public final class RemovalFallback {

  private static final String DELETION = "deletion";

  private final RefusedParts parts;

  public RemovalFallback(RefusedParts parts) {
    this.parts = parts;
  }

  /**
   * The deletion of an account was refused, or the question before it: from here on the change is
   * to disable it.
   *
   * @param write the write at hand
   * @param request what was refused
   * @param refusal what Zscaler answered
   * @param headers count the attempts, which begin anew
   */
  public void disableInstead(
      @Variable(ExchangeVariables.WRITE) Write write,
      @Variable(ExchangeVariables.REQUEST) @Nullable ScimRequest request,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ZscalerException refusal,
      @Headers Map<String, Object> headers) {
    Change change = write.knownChange();
    parts.note(write, refusal, request, DELETION, change, MemberChunk.NONE);
    ExchangeVariables.resetAttempts(headers);
    write.setChange(change.asDisable());
  }

  /**
   * How a user is put to rest of whose change something was refused.
   *
   * @param write of a change that takes access away, or of any other
   * @param refused what was refused of it
   * @param completion how the object would be put to rest otherwise
   * @return with the account in no group if it stays active although it should not be
   */
  public Completion completion(Write write, List<Part> refused, Completion completion) {
    Change change = write.knownChange();
    boolean takesAway =
        change.key().type() == ObjectType.USER
            && (change.action() == Action.DISABLE || change.action() == Action.DELETE);
    return takesAway
            && isStillActive(write)
            && refused.stream().noneMatch(RemovalFallback::isTransient)
        ? completion.withoutMemberships()
        : completion;
  }

  private static boolean isStillActive(Write write) {
    return write
        .link()
        .filter(link -> link.targetId() != null)
        .filter(link -> !link.disabled())
        .map(Link::targetId)
        .isPresent();
  }

  private static boolean isTransient(Part part) {
    return part.error().isTransient();
  }
}
