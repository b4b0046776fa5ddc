package org.entrazscaler.safeguard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.Json;

/**
 * Stores the hold of a safeguard. There is at most one hold; while it is active, all removals wait.
 */
public final class HoldStore {

  private static final String HOLD = "hold";

  private final Facts facts;

  public HoldStore(Facts facts) {
    this.facts = facts;
  }

  /** The active hold; empty if there is none. */
  public Optional<Hold> find() {
    return facts.get(HOLD).map(Json::object).map(HoldStore::hold);
  }

  /** Stores a hold; it replaces the former one. */
  public void put(Hold hold) {
    facts.put(HOLD, Json.text(node(hold)));
  }

  /** Ends the hold. */
  public void remove() {
    facts.remove(HOLD);
  }

  private static ObjectNode node(Hold hold) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("cycle", hold.cycle());
    node.put("since", hold.since().toString());
    node.put("phase", hold.phase().name());
    node.set("numbers", node(hold.numbers()));
    node.set("shown", node(hold.shown()));
    node.put("threshold", hold.threshold());
    node.put("share", hold.share());
    hold.reasons().forEach(node.putArray("reasons")::add);
    hold.names().forEach(node.putArray("names")::add);
    node.put("notified", hold.notified());
    return node;
  }

  private static ObjectNode node(Hold.Numbers numbers) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("users", numbers.users())
        .put("groups", numbers.groups())
        .put("members", numbers.members());
  }

  private static Hold hold(ObjectNode node) {
    return new Hold(
        node.path("cycle").asLong(),
        Instant.parse(node.path("since").asText()),
        Hold.Phase.valueOf(node.path("phase").asText()),
        numbers(node.path("numbers")),
        numbers(node.path("shown")),
        node.path("threshold").asInt(),
        node.path("share").asInt(),
        texts(node.path("reasons")),
        texts(node.path("names")),
        node.path("notified").asBoolean());
  }

  private static Hold.Numbers numbers(JsonNode node) {
    return new Hold.Numbers(
        node.path("users").asInt(), node.path("groups").asInt(), node.path("members").asInt());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
