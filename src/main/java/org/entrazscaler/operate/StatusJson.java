package org.entrazscaler.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/**
 * The JSON of {@code status}.
 *
 * @param status {@code on} or {@code off}
 * @param running whether a cycle is running
 * @param lastCycle null before the first one
 * @param quarantine null for none
 * @param held null for none
 * @param parked number of parked objects
 * @param requests numbers of the last cycle by {@link TargetSystem#jsonName()}; null before the
 *     first one
 * @param watermarks by {@code users} and {@code groups}; absent before the first round
 * @param users number of managed users
 * @param groups number of managed groups
 * @param refusedReload the mistakes in a changed route file; null for none
 */
record StatusJson(
    String status,
    boolean running,
    @Nullable LastCycle lastCycle,
    @Nullable InQuarantine quarantine,
    @Nullable Held held,
    int parked,
    List<Cause> parkedCauses,
    @Nullable ObjectNode requests,
    Map<String, Moved> watermarks,
    int users,
    int groups,
    @Nullable String refusedReload) {

  record LastCycle(
      String id,
      String kind,
      Instant began,
      @Nullable Instant ended,
      String result,
      @Nullable String reason,
      ObjectNode counts) {

    private LastCycle(CycleRecord cycle) {
      this(
          Long.toString(cycle.id()),
          cycle.kind(),
          cycle.began(),
          cycle.ended(),
          cycle.result(),
          cycle.reason(),
          cycle.counts());
    }
  }

  record InQuarantine(
      Instant currentBegan,
      String cycle,
      String reason,
      String cause,
      int attempts,
      Instant nextAttempt) {

    private InQuarantine(Quarantine quarantine) {
      this(
          quarantine.began(),
          Long.toString(quarantine.cycle()),
          quarantine.reason().shown(),
          quarantine.cause(),
          quarantine.attempts(),
          quarantine.nextAttempt());
    }
  }

  record Held(
      String cycle,
      int users,
      int groups,
      int members,
      Limits limits,
      Instant since,
      List<String> reasons,
      List<String> first) {

    private Held(Hold hold) {
      this(
          Long.toString(hold.cycle()),
          hold.numbers().users(),
          hold.numbers().groups(),
          hold.numbers().members(),
          new Limits(hold.threshold(), hold.share()),
          hold.since(),
          hold.reasons(),
          hold.names());
    }
  }

  record Limits(int threshold, int share) {}

  record Cause(
      int number,
      String code,
      String reason,
      @Nullable String answer,
      String advice,
      Instant nextAttempt) {}

  record Moved(Instant moved, boolean complete, boolean reading) {

    private Moved(Watermark watermark) {
      this(watermark.moved(), watermark.deltaLink() != null, watermark.nextLink() != null);
    }
  }

  /**
   * Reads the status.
   *
   * @param last the last cycle; null before the first one
   */
  static StatusJson of(
      State state,
      boolean on,
      boolean running,
      @Nullable CycleRecord last,
      @Nullable String refusedReload) {
    return new StatusJson(
        on ? "on" : "off",
        running,
        last == null ? null : new LastCycle(last),
        state.quarantine().find().map(InQuarantine::new).orElse(null),
        state.holds().find().map(Held::new).orElse(null),
        state.parked().count(),
        state.parked().causes().stream().map(cause -> cause(state, cause)).toList(),
        last == null ? null : requests(last),
        watermarks(state),
        state.links().count(ObjectType.USER),
        state.links().count(ObjectType.GROUP),
        refusedReload);
  }

  private static Cause cause(State state, ParkedCause cause) {
    return new Cause(
        cause.number(),
        cause.code(),
        cause.reason(),
        state.parked().findByCause(cause.cause(), 1).stream()
            .findFirst()
            .map(ParkedObject::answer)
            .orElse(null),
        cause.advice(),
        cause.nextAttempt());
  }

  private static ObjectNode requests(CycleRecord cycle) {
    ObjectNode requests = cycle.requests().deepCopy();
    long objects = CycleReport.objectCount(cycle.counts());
    if (objects > 0) {
      double share = requests.path(TargetSystem.ZSCALER.jsonName()).asDouble() / objects;
      requests.put("zscalerPerObject", Math.round(share * 1000) / 1000.0);
    }
    return requests;
  }

  private static Map<String, Moved> watermarks(State state) {
    Map<String, Moved> watermarks = new LinkedHashMap<>();
    for (ObjectType type : ObjectType.values()) {
      state
          .sourceUpdater()
          .watermark(type)
          .ifPresent(watermark -> watermarks.put(type.word() + "s", new Moved(watermark)));
    }
    return watermarks;
  }
}
