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
 * Entries of the target's lists that cannot be read completely as users or groups. Each is reported
 * once and does not affect other objects. Thread-safe.
 */
public final class OddEntries {

  private static final Logger LOG = LoggerFactory.getLogger(OddEntries.class);

  /** The maximum number of reported entries. */
  private static final int MOST = 100;

  private final State state;
  private final List<Difference> entries = new ArrayList<>();
  private final Set<ObjectType> hidden = EnumSet.noneOf(ObjectType.class);

  OddEntries(State state) {
    this.state = state;
  }

  /** Forgets the entries of an earlier cycle. */
  synchronized void reset() {
    entries.clear();
    hidden.clear();
  }

  /**
   * Whether a list has an entry that could be any object: one without an id, or a foreign one
   * without a name. An object that is not in such a list may exist nevertheless.
   */
  synchronized boolean hidesObjects(ObjectType type) {
    return hidden.contains(type);
  }

  /** Notes an entry that is not a resource or has no id. */
  synchronized void addUnreadable(ObjectType type, String sentence) {
    hidden.add(type);
    name(
        new Difference(
            Kind.ODD_ENTRY, type, null, null, "without id", null, null, sentence, sentence, 1));
  }

  /** Checks an entry with an id. */
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
      // Invalid values of a managed object are compared as usual; only its groups are not known.
      LOG.warn("The entry of a managed object is odd in Zscaler's list: {}.", oddity);
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

  /** The name of a target object, or its id if it shows no name. */
  public static String label(ObjectType type, ObjectNode resource) {
    String name = name(type, resource);
    return name == null ? "without name, id " + resource.path("id").asText() : name;
  }

  /** Whether a foreign object was reported. */
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
          "An entry in Zscaler's list of {}s is odd: {}. Only what needs this entry cannot be done.",
          odd.type().word(),
          odd.note());
    }
  }

  /** The entries for the report of a reconciliation. */
  public synchronized List<Difference> entries() {
    return List.copyOf(entries);
  }
}
