package org.entrazscaler.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.reconcile.Difference;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries of the target's lists that cannot be read as users or groups, or not whole. Each is named
 * once; it stands in the way of nobody else. Safe for use by several threads.
 */
public final class OddEntries {

  private static final Logger LOG = LoggerFactory.getLogger(OddEntries.class);

  /** More than this are not named. */
  private static final int MOST = 100;

  private final State state;
  private final List<Difference> entries = new ArrayList<>();
  private final Set<ObjectType> hidden = EnumSet.noneOf(ObjectType.class);

  OddEntries(State state) {
    this.state = state;
  }

  /** Forgets what an earlier cycle read. */
  synchronized void reset() {
    entries.clear();
    hidden.clear();
  }

  /**
   * Whether a list has an entry that could be anybody: one without an id, or one without a name
   * that belongs to nobody. Somebody who is not in such a list may be there all the same.
   */
  synchronized boolean hidesObjects(ObjectType type) {
    return hidden.contains(type);
  }

  /** Takes note of an entry that is no resource, or has no id. */
  synchronized void addUnreadable(ObjectType type, String sentence) {
    hidden.add(type);
    name(
        new Difference(
            Kind.ODD_ENTRY, type, null, null, "without id", null, null, sentence, sentence, 1));
  }

  /** Looks at an entry with an id. */
  synchronized void check(ObjectType type, ObjectNode resource) {
    ResourceType kind = TargetReading.resourceType(type);
    String oddity = ScimAnswers.oddity(kind, resource);
    if (oddity == null) {
      return;
    }
    String id = resource.path("id").asText();
    Link link = state.links().findByTarget(type, id).orElse(null);
    String name = name(type, resource);
    if (link != null) {
      // Values of ours that are odd are compared as any are; only whose groups they are is not
      // told.
      LOG.warn("An object of ours is odd in Zscaler's list: {}.", oddity);
      if (ScimAnswers.hidesReferences(resource, "groups")) {
        String called = name == null ? id : name;
        entries.add(new Difference(Kind.UNCLEAR, type, link.key().id(), id, called, oddity));
      }
      return;
    }
    if (name == null) {
      hidden.add(type);
    }
    name(new Difference(Kind.ODD_ENTRY, type, null, id, label(type, resource), oddity));
  }

  private static @Nullable String name(ObjectType type, ObjectNode resource) {
    JsonNode name = resource.path(type == ObjectType.USER ? "userName" : "displayName");
    return name.isTextual() && !name.textValue().isBlank() ? name.textValue() : null;
  }

  /** What an object of the target is called: by its name, or by its id if it shows none. */
  public static String label(ObjectType type, ObjectNode resource) {
    String name = name(type, resource);
    return name == null ? "without name, id " + resource.path("id").asText() : name;
  }

  /** Whether an object that is nobody's was named as odd. */
  public synchronized boolean isReported(ObjectType type, @Nullable String id) {
    return id != null
        && entries.stream()
            .anyMatch(
                odd ->
                    odd.kind() == Kind.ODD_ENTRY
                        && odd.type() == type
                        && id.equals(odd.targetId()));
  }

  private void name(Difference odd) {
    if (entries.size() < MOST) {
      entries.add(odd);
      LOG.warn(
          "An entry in Zscaler's list of {}s is odd: {}. What needs it alone cannot be done.",
          odd.type().word(),
          odd.note());
    }
  }

  /** What was found, for the report of a reconciliation. */
  public synchronized List<Difference> entries() {
    return List.copyOf(entries);
  }
}
