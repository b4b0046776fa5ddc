package org.entrazscaler.planning;

import com.fasterxml.jackson.databind.node.TextNode;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.TemporaryName;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.plan.Action;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * Ensures that no object keeps a temporary name. An object that is not written, or cannot be, gets
 * the name that it should have, or its former name if another object has that one.
 */
public final class TemporaryNames {

  /** An action that is switched off is not carried out for a name either. */
  private static final String NOT_ALLOWED = "EntrySynchronizationSkipped";

  /** Added to the reason of a change that ends a temporary name. */
  public static final String REPLACED = "; its name replaces a temporary one";

  private final State state;

  TemporaryNames(State state) {
    this.state = state;
  }

  /** Adds to a decision the name that replaces a temporary one. */
  Decision replaceTemporary(Candidate candidate, Decision decision, @Nullable Link link) {
    TemporaryName name = state.names().findTemporary(candidate.key()).orElse(null);
    if (name == null || link == null || link.targetId() == null) {
      return decision;
    }
    String held = UniqueName.of(candidate.key().type(), link.written());
    if (!held.equals(UniqueName.folded(name.temporary())) && link.intent() == null) {
      // The temporary name was never written.
      state.names().forgetTemporary(candidate.key());
      return decision;
    }
    String path = UniqueName.path(candidate.key().type());
    if (decision instanceof Decision.Write write) {
      Change change = write.change();
      boolean named = change.values().stream().anyMatch(value -> value.path().equals(path));
      if (change.action() == Action.DELETE) {
        return decision;
      }
      return new Decision.Write(
          named
              ? change.withReason(change.reason() + REPLACED)
              // A removal is carried out alone; the name follows in the next pass.
              : change.asInterim());
    }
    if (decision instanceof Decision.Nothing nothing && nothing.code().equals(NOT_ALLOWED)) {
      return decision;
    }
    return decision instanceof Decision.Nothing || decision instanceof Decision.Refuse
        ? planReplacement(candidate, decision, link, path, name)
        : decision;
  }

  private Decision planReplacement(
      Candidate candidate, Decision decision, Link link, String path, TemporaryName name) {
    String given =
        state.names().isFree(candidate.key(), name.wished())
            ? name.wished()
            : state.names().isFree(candidate.key(), name.former()) ? name.former() : null;
    if (given == null) {
      return decision;
    }
    Change bare = Change.forMembers(candidate.stored(), candidate.name(), link, "");
    return new Decision.Write(
        bare.withOnlyValue(path, TextNode.valueOf(given), "Its name replaces a temporary one"));
  }
}
