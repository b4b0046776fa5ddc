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
 * Removes a user's access in another way when Zscaler refuses the planned one: an account that
 * cannot be deleted is disabled, and an account that stays active is removed from the managed
 * groups. The object is parked with the refused change, which is retried by the schedule of parked
 * objects.
 */
public final class RemovalFallback {

  private static final String DELETION = "deletion";

  private final RefusedParts parts;

  RemovalFallback(RefusedParts parts) {
    this.parts = parts;
  }

  /**
   * Turns the change into disabling, because the deletion of the account or the read before it was
   * refused.
   *
   * @param write the current write
   * @param request the refused request
   * @param refusal the answer of Zscaler
   * @param headers contain the attempt counter, which is reset
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
   * The completion of a user if a part of its change was refused.
   *
   * @param write a write of any change
   * @param refused the refused parts
   * @param completion the completion without this rule
   * @return a completion without memberships, if the account stays active although it should not
   */
  public Completion completion(Write write, List<Part> refused, Completion completion) {
    Change change = write.knownChange();
    boolean removesAccess =
        change.key().type() == ObjectType.USER
            && (change.action() == Action.DISABLE || change.action() == Action.DELETE);
    return removesAccess
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
