package org.entrazscaler.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.deadletter.ParkedCause;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.quarantine.Quarantine;
import org.entrazscaler.safeguard.Hold;
import org.entrazscaler.source.Watermark;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/** The output of {@code status}. */
final class StatusReport {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** Maximum number of names; {@code logs} has all of them. */
  private static final int MAX_NAMES = 20;

  private final State state;
  private final boolean on;
  private final @Nullable Cycle running;
  private final @Nullable String refusedReload;

  StatusReport(State state, boolean on, @Nullable Cycle running, @Nullable String refusedReload) {
    this.state = state;
    this.on = on;
    this.running = running;
    this.refusedReload = refusedReload;
  }

  String json() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("status", on ? "on" : "off");
    status.put("running", running != null);
    Optional<CycleRecord> last = last();
    status.set("lastCycle", last.map(StatusReport::cycle).orElse(null));
    status.set("quarantine", state.quarantine().find().map(StatusReport::quarantine).orElse(null));
    status.set("held", state.holds().find().map(StatusReport::held).orElse(null));
    status.put("parked", state.parked().count());
    ArrayNode causes = status.putArray("parkedCauses");
    state.parked().causes().forEach(cause -> causes.add(parked(cause)));
    status.set("requests", last.map(StatusReport::requests).orElse(null));
    ObjectNode watermarks = status.putObject("watermarks");
    for (ObjectType type : ObjectType.values()) {
      state
          .sourceUpdater()
          .watermark(type)
          .ifPresent(w -> watermarks.set(type.word() + "s", watermarkNode(w)));
    }
    status.put("users", state.links().count(ObjectType.USER));
    status.put("groups", state.links().count(ObjectType.GROUP));
    status.put("refusedReload", refusedReload);
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(status);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("The status cannot be written as JSON", e);
    }
  }

  /** The last cycle; a running one has its counts so far. */
  private Optional<CycleRecord> last() {
    Optional<CycleRecord> stored = state.cycles().last();
    return running == null
        ? stored
        : stored.map(
            cycle ->
                new CycleRecord(
                    cycle.id(),
                    cycle.kind(),
                    cycle.began(),
                    cycle.ended(),
                    cycle.result(),
                    cycle.reason(),
                    running.counts(),
                    running.requests()));
  }

  private static ObjectNode cycle(CycleRecord cycle) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", Long.toString(cycle.id()));
    node.put("kind", cycle.kind());
    node.put("began", cycle.began().toString());
    node.put("ended", cycle.ended() == null ? null : cycle.ended().toString());
    node.put("result", cycle.result());
    node.put("reason", cycle.reason());
    node.set("counts", cycle.counts());
    return node;
  }

  private static ObjectNode quarantine(Quarantine quarantine) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("currentBegan", quarantine.began().toString())
        .put("cycle", Long.toString(quarantine.cycle()))
        .put("reason", quarantine.reason().shown())
        .put("cause", quarantine.cause())
        .put("attempts", quarantine.attempts())
        .put("nextAttempt", quarantine.nextAttempt().toString());
  }

  private ObjectNode parked(ParkedCause cause) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("number", cause.number())
        .put("code", cause.code())
        .put("reason", cause.reason())
        .put(
            "answer",
            state.parked().findByCause(cause.cause(), 1).stream()
                .findFirst()
                .map(ParkedObject::answer)
                .orElse(null))
        .put("advice", cause.advice())
        .put("nextAttempt", cause.nextAttempt().toString());
  }

  private static ObjectNode held(Hold hold) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("cycle", Long.toString(hold.cycle()));
    node.put("users", hold.numbers().users());
    node.put("groups", hold.numbers().groups());
    node.put("members", hold.numbers().members());
    node.putObject("limits").put("threshold", hold.threshold()).put("share", hold.share());
    node.put("since", hold.since().toString());
    hold.reasons().forEach(node.putArray("reasons")::add);
    hold.names().forEach(node.putArray("first")::add);
    return node;
  }

  private static ObjectNode requests(CycleRecord cycle) {
    ObjectNode node = cycle.requests().deepCopy();
    long objects = CycleReport.objectCount(cycle.counts());
    if (objects > 0) {
      double share = node.path(TargetSystem.ZSCALER.jsonName()).asDouble() / objects;
      node.put("zscalerPerObject", Math.round(share * 1000) / 1000.0);
    }
    return node;
  }

  private static ObjectNode watermarkNode(Watermark watermark) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("moved", watermark.moved().toString())
        .put("complete", watermark.deltaLink() != null)
        .put("reading", watermark.nextLink() != null);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "Provisioning Status", on ? "on" : "off");
    line(
        text,
        "Now",
        running == null
            ? "no cycle is running"
            : "cycle " + running.name() + " is running, " + running.kind());
    line(
        text,
        "Last cycle",
        last().map(CycleReport::summary).orElse("none yet").replace("\n", "\n  "));
    line(
        text,
        "In Zscaler",
        state.links().count(ObjectType.USER)
            + " managed users and "
            + state.links().count(ObjectType.GROUP)
            + " managed groups");
    for (ObjectType type : ObjectType.values()) {
      line(
          text,
          "Watermark of " + type.word() + "s",
          state.sourceUpdater().watermark(type).map(w -> time(w.moved())).orElse("none yet"));
    }
    Optional<Quarantine> quarantine = state.quarantine().find();
    line(
        text,
        "Quarantine",
        quarantine
            .map(q -> "since " + time(q.began()) + ", next attempt " + time(q.nextAttempt()))
            .orElse("no"));
    quarantine.ifPresent(q -> indent(text, q.sentences()));
    Optional<Hold> hold = state.holds().find();
    line(text, "Held", hold.map(h -> h.numbers().describe()).orElse("nothing"));
    hold.ifPresent(h -> held(text, h));
    int values = state.undo().valueCount();
    int memberships = state.undo().memberCount();
    if (values + memberships > 0) {
      line(
          text,
          "Restored by undo",
          values + " values and " + memberships + " memberships (retry NAME releases them)");
    }
    line(text, "Parked", String.valueOf(state.parked().count()));
    state.parked().causes().forEach(cause -> parked(text, cause));
    if (refusedReload != null) {
      text.append("\nA changed file in routes/ was rejected; the previous routes stay in force:\n");
      text.append(refusedReload).append('\n');
    }
    return text.toString();
  }

  private static void held(StringBuilder text, Hold hold) {
    indent(text, hold.sentences());
    hold.names().forEach(name -> text.append("    - ").append(name).append('\n'));
  }

  private static void indent(StringBuilder text, List<String> sentences) {
    sentences.forEach(sentence -> text.append("  ").append(sentence).append('\n'));
  }

  private void parked(StringBuilder text, ParkedCause cause) {
    text.append("  ").append(cause.number()).append(cause.number() == 1 ? " object" : " objects");
    text.append(", ").append(cause.code()).append(": ").append(cause.reason()).append('\n');
    List<ParkedObject> objects = state.parked().findByCause(cause.cause(), MAX_NAMES);
    String answer = objects.isEmpty() ? null : objects.get(0).answer();
    if (answer != null) {
      text.append("    Zscaler answered: ").append(answer).append('\n');
    }
    text.append("    To do: ").append(cause.advice()).append('\n');
    for (ParkedObject object : objects) {
      text.append("    - ")
          .append(object.action())
          .append(' ')
          .append(object.key().type().word())
          .append(' ')
          .append(object.name())
          .append(", tried ")
          .append(object.attempts())
          .append(object.attempts() == 1 ? " time" : " times")
          .append(", again from ")
          .append(time(object.nextAttempt()))
          .append(
              object.answer() == null || object.answer().equals(answer)
                  ? ""
                  : ": " + object.answer())
          .append('\n');
    }
    if (cause.number() > MAX_NAMES) {
      text.append("    and ").append(cause.number() - MAX_NAMES).append(" more\n");
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-22s%s%n", name + ":", value));
  }

  private static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }
}
