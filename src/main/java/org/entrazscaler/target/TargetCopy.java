package org.entrazscaler.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.ValueChange;
import org.entrazscaler.scim.ValueRemoval;
import org.entrazscaler.scim.schema.ScimPath;

/**
 * The target copy: the objects that one cycle has read by pages. The writes of the cycle are
 * applied to it, so that objects that are matched later in the cycle find the current target. In a
 * dry run it also contains written objects that were not read, because the target does not have
 * these writes. Thread-safe.
 */
final class TargetCopy {

  private static final ScimPath EXTERNAL_ID = ScimPath.parse("externalId");

  private final TargetStore store;
  private final Supplier<MappingsInForce> inForce;
  private final boolean dry;
  private final Set<ObjectKey> gone = new HashSet<>();
  private final Map<ObjectKey, List<Change>> writtenEarly = new HashMap<>();

  TargetCopy(TargetStore store, Supplier<MappingsInForce> inForce, boolean dry) {
    this.store = store;
    this.inForce = inForce;
    this.dry = dry;
  }

  /** Forgets the writes of an earlier cycle. */
  synchronized void reset() {
    gone.clear();
    writtenEarly.clear();
  }

  /** Adds an object of a list; writes since the list was requested stay applied. */
  synchronized void add(ObjectType type, ObjectNode resource, Set<String> groups) {
    String id = resource.path("id").asText();
    ObjectKey key = new ObjectKey(type, id);
    if (gone.contains(key)) {
      return;
    }
    List<Change> later = writtenEarly.remove(key);
    if (later != null) {
      later.forEach(change -> applyTo(resource, change));
      store.forget(type, id);
    }
    store.add(type, id, resource, keys(type, resource), groups);
  }

  /**
   * Applies a write.
   *
   * @param id SCIM {@code id} of the written object
   * @param reading whether the list is being read
   * @param whole whether the list was read completely
   */
  synchronized void applyWrite(Change change, String id, boolean reading, boolean whole) {
    if (!dry && !reading && !whole) {
      return;
    }
    ObjectType type = change.key().type();
    String before = change.targetId();
    if (before == null) {
      ObjectNode resource = known(change);
      applyTo(resource, change);
      store.create(type, id, resource.put("id", id), keys(type, resource));
      return;
    }
    boolean moved = !before.equals(id);
    ObjectNode former = moved ? store.find(type, before).orElse(null) : null;
    if (moved) {
      forget(type, before);
    }
    if (!whole) {
      writtenEarly.computeIfAbsent(new ObjectKey(type, id), key -> new ArrayList<>()).add(change);
    }
    store.write(
        type,
        id,
        copy -> {
          ObjectNode begin = moved ? former : copy;
          ObjectNode resource = begin == null ? known(change) : begin;
          applyTo(resource, change);
          return resource.put("id", id);
        },
        resource -> keys(type, resource));
  }

  private static ObjectNode known(Change change) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    change
        .known()
        .properties()
        .forEach(value -> ScimPath.parse(value.getKey()).put(resource, value.getValue()));
    return resource;
  }

  private static void applyTo(ObjectNode resource, Change change) {
    for (ValueChange value : change.values()) {
      ScimPath path = ScimPath.parse(value.path());
      JsonNode after = value.after();
      if (after == null) {
        ValueRemoval.pathFor(path, change.remainingPaths()).remove(resource);
      } else {
        path.put(resource, after);
      }
    }
  }

  /** Removes an object that no longer exists, even if a list still contains it. */
  synchronized void forget(ObjectType type, String id) {
    gone.add(new ObjectKey(type, id));
    writtenEarly.remove(new ObjectKey(type, id));
    store.forget(type, id);
  }

  /** The result of a query among the objects that were read or written. */
  List<ObjectNode> find(ObjectType type, MatchQuery query) {
    return store.find(type, query.path().toString(), query.value());
  }

  /** The results of many queries, also the empty ones. */
  Map<MatchQuery, List<ObjectNode>> find(ObjectType type, List<MatchQuery> questions) {
    Map<MatchQuery, List<ObjectNode>> answers = new HashMap<>();
    Map<String, List<MatchQuery>> byPath =
        questions.stream().collect(Collectors.groupingBy(query -> query.path().toString()));
    byPath.forEach(
        (path, queries) -> {
          Map<String, List<ObjectNode>> found =
              store.find(
                  type, path, queries.stream().map(MatchQuery::value).collect(Collectors.toSet()));
          queries.forEach(
              query -> answers.put(query, found.getOrDefault(query.value(), List.of())));
        });
    return answers;
  }

  /** The answer of the target to a query; in a dry run corrected by the writes of the dry run. */
  synchronized List<ObjectNode> correct(
      ObjectType type, MatchQuery query, List<ObjectNode> answer) {
    if (!dry) {
      return answer;
    }
    List<ObjectNode> corrected = new ArrayList<>(answer);
    corrected.removeIf(
        resource -> {
          String id = resource.path("id").asText();
          return gone.contains(new ObjectKey(type, id)) || store.find(type, id).isPresent();
        });
    corrected.addAll(find(type, query));
    return corrected;
  }

  private Map<String, String> keys(ObjectType type, ObjectNode resource) {
    Mapping mapping = type == ObjectType.USER ? inForce.get().users() : inForce.get().groups();
    Map<String, String> keys = new HashMap<>();
    addKey(keys, EXTERNAL_ID, resource);
    mapping.rows().stream()
        .filter(row -> row.isMatching() || row.source().choosesUniqueValue())
        .forEach(row -> addKey(keys, row.target(), resource));
    return keys;
  }

  private static void addKey(Map<String, String> keys, ScimPath path, ObjectNode resource) {
    JsonNode value = path.read(resource);
    if (value != null && value.isValueNode()) {
      keys.put(path.toString(), value.asText());
    }
  }
}
