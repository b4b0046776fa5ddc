package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.entrazscaler.simulation.tenant.Change.Kind;
import org.entrazscaler.simulation.tenant.DirectoryObject.State;

/**
 * One round of a delta query: the objects that it delivers, and their links. The objects are fixed
 * at the start; the values are those at the time of a page. A change between two pages is in this
 * round, in the next one, or in both, and is never lost. Used under the lock of the directory.
 */
final class DeltaRound {

  /** A link that was added or removed. */
  private record Link(String id, boolean removed) {}

  /**
   * @param whole whether the reader may not know the object yet
   * @param changed the tracked properties that changed
   */
  private record Item(
      DirectoryObject object, boolean whole, Set<String> changed, List<Link> links) {}

  /**
   * A page's objects and where the next page begins.
   *
   * @param item the first object of the next page
   * @param link its first link there
   * @param last whether there is no next page
   */
  record Page(ArrayNode value, int item, int link, boolean last) {}

  /** What the scan of the change log finds for an object. */
  private static final class Gathered {
    private boolean whole;
    private boolean restored;
    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, Boolean> links = new LinkedHashMap<>();
  }

  private final DeltaQuery query;
  private final long upTo;
  private final List<Item> items;

  private DeltaRound(DeltaQuery query, long upTo, List<Item> items) {
    this.query = query;
    this.upTo = upTo;
    this.items = items;
  }

  /** A first round: all existing objects. */
  static DeltaRound first(Directory directory, DeltaQuery query, DeltaBehaviour behaviour) {
    long upTo = Math.max(0, directory.changes().size() - behaviour.delayedChanges());
    List<Item> items = new ArrayList<>();
    for (DirectoryObject object : directory.inOrder()) {
      if (object.createdAt >= upTo) {
        break;
      }
      if (query.covers(object) && (object.live() || behaviour.deletedInFirstRound())) {
        items.add(new Item(object, true, Set.of(), query.links() ? allLinks(object) : List.of()));
      }
    }
    return new DeltaRound(query, upTo, arrange(items, behaviour));
  }

  /** A later round: the changes since a position in the change log. */
  static DeltaRound since(
      Directory directory, DeltaQuery query, long position, DeltaBehaviour behaviour) {
    List<Change> changes = directory.changes();
    long upTo = Math.max(position, changes.size() - behaviour.delayedChanges());
    long from = Math.max(0, position - behaviour.replayedChanges());
    Map<DirectoryObject, Gathered> gathered = new LinkedHashMap<>();
    for (Change change : changes.subList((int) from, (int) upTo)) {
      if (query.covers(change.object())) {
        gather(gathered, query, change);
      }
    }
    List<Item> items = new ArrayList<>();
    gathered.forEach(
        (object, known) -> {
          Map<String, Boolean> links = known.links;
          boolean complete =
              query.kind() == ObjectKind.USER || behaviour.restoredGroupsBringMembers();
          if (known.restored && query.links() && complete) {
            allLinks(object).forEach(link -> links.put(link.id(), false));
          }
          List<Link> list = new ArrayList<>(links.size());
          links.forEach((id, removed) -> list.add(new Link(id, removed)));
          items.add(new Item(object, known.whole, known.changed, list));
        });
    return new DeltaRound(query, upTo, arrange(items, behaviour));
  }

  /** A round that delivers nothing and ends at the current position. */
  static DeltaRound latest(Directory directory, DeltaQuery query) {
    return new DeltaRound(query, directory.changes().size(), List.of());
  }

  DeltaQuery query() {
    return query;
  }

  /** The position in the change log at which the next round starts. */
  long upTo() {
    return upTo;
  }

  /**
   * Renders a page.
   *
   * @param objects how many objects it may hold; 0 for an empty page
   * @param links how many links it may hold
   * @param minimal whether only what changed is delivered ({@code Prefer: return=minimal})
   */
  Page page(Directory directory, int item, int link, int objects, int links, boolean minimal) {
    ArrayNode value = Json.object().putArray("value");
    int nextItem = item;
    int nextLink = link;
    int linksLeft = links;
    while (nextItem < items.size() && value.size() < objects) {
      Item current = items.get(nextItem);
      boolean linked = current.object().live() && !current.links().isEmpty();
      if (linked && linksLeft == 0) {
        break;
      }
      ObjectNode node = value.addObject();
      if (!current.object().live()) {
        node.put("id", current.object().id);
        boolean restorable = current.object().state == State.SOFT_DELETED;
        node.putObject("@removed").put("reason", restorable ? "changed" : "deleted");
      } else {
        properties(node, current, minimal);
        node.put("id", current.object().id);
      }
      if (linked) {
        int end = Math.min(current.links().size(), nextLink + linksLeft);
        putLinks(directory, node, current.links().subList(nextLink, end));
        linksLeft -= end - nextLink;
        nextLink = end;
        if (end < current.links().size()) {
          break;
        }
      }
      nextItem++;
      nextLink = 0;
    }
    return new Page(value, nextItem, nextLink, nextItem >= items.size());
  }

  private void properties(ObjectNode node, Item item, boolean minimal) {
    for (String name : query.properties()) {
      JsonNode stored = item.object().properties.get(name);
      if (stored != null && (!minimal || item.whole() || item.changed().contains(name))) {
        node.set(name, stored);
      }
    }
  }

  private void putLinks(Directory directory, ObjectNode node, List<Link> links) {
    ArrayNode list =
        node.putArray(query.kind() == ObjectKind.GROUP ? "members@delta" : "manager@delta");
    for (Link link : links) {
      DirectoryObject end = directory.find(link.id());
      ObjectNode entry = list.addObject();
      entry.put("@odata.type", end == null ? ObjectKind.USER.odataType() : end.kind.odataType());
      entry.put("id", link.id());
      if (link.removed()) {
        entry.putObject("@removed").put("reason", "deleted");
      }
    }
  }

  private static void gather(
      Map<DirectoryObject, Gathered> gathered, DeltaQuery query, Change change) {
    boolean surfaces =
        switch (change.kind()) {
          case CREATED, SOFT_DELETED, RESTORED, PURGED -> true;
          case PROPERTY -> query.properties().contains(change.detail());
          case LINK_ADDED, LINK_REMOVED -> query.links();
        };
    if (!surfaces) {
      return;
    }
    Gathered known = gathered.computeIfAbsent(change.object(), object -> new Gathered());
    switch (change.kind()) {
      case CREATED -> known.whole = true;
      case RESTORED -> {
        known.whole = true;
        known.restored = true;
      }
      case PROPERTY -> known.changed.add(change.detail());
      case LINK_ADDED, LINK_REMOVED -> {
        known.links.remove(change.detail());
        known.links.put(change.detail(), change.kind() == Kind.LINK_REMOVED);
      }
      case SOFT_DELETED, PURGED -> {}
    }
  }

  private static List<Link> allLinks(DirectoryObject object) {
    if (object.kind == ObjectKind.USER) {
      return object.manager == null ? List.of() : List.of(new Link(object.manager, false));
    }
    List<Link> links = new ArrayList<>(object.members().size());
    object.members().forEach(member -> links.add(new Link(member, false)));
    return links;
  }

  private static List<Item> arrange(List<Item> items, DeltaBehaviour behaviour) {
    List<Item> arranged = new ArrayList<>(items);
    if (behaviour.duplicates()) {
      for (int i = 0; i < items.size(); i += 3) {
        arranged.add(items.get(i));
      }
    }
    Long seed = behaviour.shuffle();
    if (seed != null) {
      Collections.shuffle(arranged, new Random(seed));
    }
    return arranged;
  }
}
