package org.entrazscaler.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Exchange;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.state.Link;
import org.entrazscaler.state.State;

/**
 * The attributes of one change: sent together and, if that is refused, once each. A PATCH is atomic
 * (RFC 7644, section 3.5.2), so that one refused value keeps all others out.
 */
public final class AttributeParts {

  /** {@code Deque<List<ValueChange>>}: what is still to be sent. */
  private static final String PORTIONS = "attributePortions";

  private final State state;
  private final RefusedParts parts;

  AttributeParts(State state, RefusedParts parts) {
    this.state = state;
    this.parts = parts;
  }

  /** A change begins: all its values are one portion, also if there are none. */
  static void begin(Exchange exchange) {
    Change change = change(exchange);
    Deque<List<ValueChange>> portions = new ArrayDeque<>();
    if (change != null) {
      portions.add(change.values());
    }
    exchange.setVariable(PORTIONS, portions);
  }

  /**
   * Whether a portion is still to be sent.
   *
   * @param exchange of the change
   * @return false also if its target object is gone
   */
  public boolean left(Exchange exchange) {
    return change(exchange) != null && !portions(exchange).isEmpty();
  }

  /** Makes the next portion the values of the change at hand. */
  void take(Exchange exchange) {
    Change change = change(exchange);
    exchange.setVariable(
        Names.CHANGE,
        change.against(change.knownTargetId(), change.known(), portions(exchange).element()));
  }

  /** The portion at hand was carried out, or the object is gone. */
  void carriedOut(Exchange exchange) {
    Change change = change(exchange);
    portions(exchange).remove();
    if (change != null) {
      if (!change.values().isEmpty()) {
        RefusedParts.accepted(exchange);
      }
      exchange.setVariable(
          Names.CHANGE, change.against(change.knownTargetId(), change.written(), List.of()));
    }
  }

  /**
   * The portion at hand was refused: its values go on one by one, a single one is noted. Fails with
   * the refusal if it was a question that was refused.
   */
  void refused(Exchange exchange) {
    RefusedParts.requireWrite(exchange);
    Change change = change(exchange);
    Deque<List<ValueChange>> portions = portions(exchange);
    portions.remove();
    Change without = change.against(change.knownTargetId(), change.known(), List.of());
    exchange.setVariable(Names.CHANGE, without);
    if (change.values().size() > 1) {
      change.values().forEach(value -> portions.add(List.of(value)));
      Names.attemptsOver(exchange);
      return;
    }
    String name = change.values().stream().map(ValueChange::path).findFirst().orElse("");
    parts.note(exchange, name, change, MemberChunk.NONE);
    if (portions.isEmpty() && state.links().find(change.key()).map(Link::targetId).isEmpty()) {
      // It is ours all the same.
      portions.add(List.of());
    }
  }

  private static Change change(Exchange exchange) {
    return exchange.getVariable(Names.CHANGE, Change.class);
  }

  @SuppressWarnings("unchecked")
  private static Deque<List<ValueChange>> portions(Exchange exchange) {
    return exchange.getVariable(PORTIONS, Deque.class);
  }
}
