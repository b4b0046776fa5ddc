package org.entrazscaler.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.Json;
import org.jspecify.annotations.Nullable;

/** The current quarantine, and an ended one whose end no mail has reported. */
public final class QuarantineStore {

  private static final String QUARANTINE = "quarantine";
  private static final String LIFTED = "quarantine-lifted";

  private final Facts facts;

  public QuarantineStore(Facts facts) {
    this.facts = facts;
  }

  /** The current quarantine; empty if there is none. */
  public Optional<Quarantine> find() {
    return find(QUARANTINE);
  }

  /** The quarantine whose end no mail has reported; empty if there is none. */
  public Optional<Quarantine> lifted() {
    return find(LIFTED);
  }

  private Optional<Quarantine> find(String name) {
    return facts.get(name).map(Json::object).map(QuarantineStore::quarantine);
  }

  /** Stores a quarantine, in place of the one before. */
  public void put(Quarantine quarantine) {
    facts.put(QUARANTINE, Json.text(node(quarantine)));
    facts.remove(LIFTED);
  }

  /** Ends the quarantine; if a mail has reported it, a mail will report its end. */
  public void lift() {
    find().filter(q -> q.reported() != null).ifPresent(q -> facts.put(LIFTED, Json.text(node(q))));
    facts.remove(QUARANTINE);
  }

  /** Forgets the ended quarantine, because a mail has reported its end. */
  public void forgetLifted() {
    facts.remove(LIFTED);
  }

  /** Removes the quarantine without a mail, because a person has ended it. */
  public void forget() {
    facts.remove(QUARANTINE);
    facts.remove(LIFTED);
  }

  /** Lets the next tick run a cycle, because a person has requested it. */
  public void bringForward(Instant now) {
    find().filter(q -> q.nextAttempt().isAfter(now)).ifPresent(q -> put(q.withNextAttempt(now)));
  }

  private static ObjectNode node(Quarantine quarantine) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("reason", quarantine.reason().name())
        .put("system", quarantine.system())
        .put("code", quarantine.code())
        .put("cause", quarantine.cause())
        .put("began", quarantine.began().toString())
        .put("cycle", quarantine.cycle())
        .put("attempts", quarantine.attempts())
        .put("nextAttempt", quarantine.nextAttempt().toString())
        .put("probe", quarantine.probe())
        .put("fingerprint", quarantine.fingerprint())
        .put("told", quarantine.reported() == null ? null : quarantine.reported().toString());
  }

  private static Quarantine quarantine(ObjectNode node) {
    String told = text(node, "told");
    return new Quarantine(
        Quarantine.Reason.valueOf(node.path("reason").asText()),
        text(node, "system"),
        node.path("code").asText(),
        node.path("cause").asText(),
        Instant.parse(node.path("began").asText()),
        node.path("cycle").asLong(),
        node.path("attempts").asInt(),
        Instant.parse(node.path("nextAttempt").asText()),
        text(node, "probe"),
        node.path("fingerprint").asText(),
        told == null ? null : Instant.parse(told));
  }

  private static @Nullable String text(ObjectNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? value.asText() : null;
  }
}
