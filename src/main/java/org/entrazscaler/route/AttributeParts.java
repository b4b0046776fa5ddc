package org.entrazscaler.route;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Exchange;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.state.Link;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one change: sent together and, if that is refused, once each. A PATCH is atomic
 * (RFC 7644, section 3.5.2), so that one refused value keeps all others out.
 */
public final class AttributeParts {

  /** {@code Deque<List<ValueChange>>}: what is still to be sent. */
  private static final String PORTIONS = "attributePortions";

  /** {@code Change}: what was planned, without values, with what the target holds by now. */
  private static final String PLANNED = "attributeChange";

  /** {@code Boolean}: what the target holds was asked and is not answered. */
  private static final String UNANSWERED = "attributesUnanswered";

  private final RefusedParts parts;
  private final AsPlanned asPlanned;
  private final EmptiedElements emptied;
  private final Pretending pretending;

  AttributeParts(
      RefusedParts parts, AsPlanned asPlanned, EmptiedElements emptied, Pretending pretending) {
    this.parts = parts;
    this.asPlanned = asPlanned;
    this.emptied = emptied;
    this.pretending = pretending;
  }

  /**
   * A change begins: all its values are one portion, also if there are none.
   *
   * @param exchange of the change at hand
   */
  public static void begin(Exchange exchange) {
    Change change = change(exchange);
    Deque<List<ValueChange>> portions = new ArrayDeque<>();
    if (change != null) {
      portions.add(change.values());
      exchange.setVariable(PLANNED, change.with(List.of()));
    }
    exchange.setVariable(PORTIONS, portions);
    exchange.setVariable(UNANSWERED, false);
  }

  /**
   * Whether a portion is still to be sent.
   *
   * @param exchange of the change
   * @return false also if its target object is gone, or if it is to be planned anew before more is
   *     written
   */
  public boolean left(Exchange exchange) {
    return change(exchange) != null
        && !portions(exchange).isEmpty()
        && asPlanned.still(Write.at(exchange));
  }

  /**
   * Whether the target is asked first what it holds: if the outcome of an earlier write is not
   * known, if an element of a list may be there without its value, and in a dry run if an account
   * is enabled.
   *
   * @param exchange of the change
   * @return false also for what takes access away alone, once the target has refused to answer
   */
  public boolean asks(Exchange exchange) {
    Change change = Write.at(exchange).knownChange();
    boolean mayAsk =
        !exchange.getVariable(UNANSWERED, false, Boolean.class)
            || !change.values().stream().allMatch(ValueChange::takesAway);
    return mayAsk
        && (Write.at(exchange).open() || emptied.mayBeLeft(change) || pretending.foretells(change));
  }

  /**
   * Makes the next portion the values of the change at hand.
   *
   * @param exchange of the change at hand
   */
  public void take(Exchange exchange) {
    Write.at(exchange).setChange(planned(exchange).portion(portions(exchange).element()));
  }

  /**
   * The portion at hand was carried out, or the object is gone.
   *
   * @param exchange of the change at hand
   */
  public void carriedOut(Exchange exchange) {
    Change change = change(exchange);
    portions(exchange).remove();
    if (change != null) {
      if (!change.values().isEmpty()) {
        RefusedParts.accepted(exchange);
      }
      goOn(exchange, planned(exchange).against(targetId(exchange), change.written(), List.of()));
    }
  }

  /** Another account may have taken the place of a renamed one. */
  private String targetId(Exchange exchange) {
    Change change = change(exchange);
    return portions(exchange).isEmpty()
        ? change.knownTargetId()
        : Write.at(exchange).link().map(Link::targetId).orElseGet(change::knownTargetId);
  }

  /**
   * The portion at hand was refused: its values go on one by one, what takes access away first; a
   * single one is noted. If it was a question that was refused, only what takes access away goes
   * on, without an answer; else the change fails with the refusal.
   *
   * @param exchange of the change at hand
   */
  public void refused(Exchange exchange) {
    Change change = change(exchange);
    // Without a request it was refused before anything was sent.
    @Nullable ScimRequest request = ZscalerCall.request(exchange);
    boolean question = request != null && !request.isWrite();
    if (question
        && (exchange.getVariable(UNANSWERED, false, Boolean.class)
            || change.values().stream().noneMatch(ValueChange::takesAway))) {
      RefusedParts.requireWrite(exchange);
    }
    Deque<List<ValueChange>> portions = portions(exchange);
    portions.remove();
    goOn(exchange, planned(exchange));
    if (question || change.values().size() > 1) {
      exchange.setVariable(UNANSWERED, question);
      change.values().stream()
          .sorted(Comparator.comparing(value -> !value.takesAway()))
          .forEach(value -> portions.add(List.of(value)));
      Names.attemptsOver(exchange);
      return;
    }
    String name = change.values().stream().map(ValueChange::path).findFirst().orElse("");
    parts.note(exchange, name, change, MemberChunk.NONE);
    if (portions.isEmpty() && Write.at(exchange).link().map(Link::targetId).isEmpty()) {
      // It is ours all the same.
      portions.add(List.of());
    }
  }

  private static void goOn(Exchange exchange, Change planned) {
    exchange.setVariable(PLANNED, planned);
    Write.at(exchange).setChange(planned);
  }

  private static Change planned(Exchange exchange) {
    return exchange.getVariable(PLANNED, Change.class);
  }

  private static @Nullable Change change(Exchange exchange) {
    return Write.change(exchange);
  }

  @SuppressWarnings("unchecked")
  private static Deque<List<ValueChange>> portions(Exchange exchange) {
    return exchange.getVariable(PORTIONS, Deque.class);
  }
}
