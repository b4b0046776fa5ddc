package org.entrazscaler.review;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.engine.CycleRunner;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.mapping.MappingRow;
import org.entrazscaler.safeguard.Hold;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.store.State;
import org.entrazscaler.write.Step;
import org.jspecify.annotations.Nullable;

/** {@code plan}: runs the next cycle as a dry run and shows what it would do. */
public final class PlanOperation {

  /** Tables whose content a dry run does not need. */
  private static final Set<String> NOT_NEEDED = Set.of("provisioning_log");

  private static final int INCOMPLETE = 1;

  private final Settings settings;
  private final State state;
  private final Engine engine;
  private final Clock clock;

  public PlanOperation(Settings settings, State state, Engine engine, Clock clock) {
    this.settings = settings;
    this.state = state;
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Creates a plan.
   *
   * @param json true for JSON, false for text
   * @return the plan, or only the reason if it could not be completed
   */
  public CommandOutcome run(boolean json) {
    try (DryRun dry = engine.dryRun(NOT_NEEDED)) {
      Optional<CycleRecord> cycle =
          new CycleRunner(dry.engine(), dry.state()).run("run-cycle", null);
      if (cycle.isEmpty()) {
        return new CommandOutcome(INCOMPLETE, "The program is ending: nothing was planned.\n");
      }
      String reason = cycle.get().reason();
      if (reason != null) {
        return new CommandOutcome(
            CycleReport.exitStatus(cycle.get()), "The plan could not be made. " + reason + "\n");
      }
      SavedPlan plan = plan(dry, cycle.get());
      return new CommandOutcome(
          plan.held() == null ? CycleReport.exitStatus(cycle.get()) : CycleReport.HELD,
          json ? PlanJson.write(plan) : PlanText.write(plan, false));
    }
  }

  private SavedPlan plan(DryRun dry, CycleRecord cycle) {
    MappingsInForce mappings = dry.engine().mappings();
    Comparator<Step> order =
        Comparator.comparing((Step step) -> step.key().type())
            .thenComparing(Step::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(step -> step.key().id());
    return SavedPlan.of(
        premise(settings),
        clock.instant(),
        cycle.kind(),
        dry.underWay(),
        dry.steps().stream().sorted(order).toList(),
        type -> hidden(type == ObjectType.USER ? mappings.users() : mappings.groups()),
        refused(dry.state()),
        held(dry.state(), cycle),
        dry.untouched());
  }

  /** The settings for which plans are made or applied. */
  static Premise premise(Settings settings) {
    return new Premise(
        Objects.requireNonNullElse(settings.entra().tenantId(), ""),
        Objects.requireNonNullElse(settings.entra().enterpriseAppId(), ""),
        String.valueOf(settings.zscaler().tenantUrl()),
        settings.zscaler().product().name().toLowerCase(Locale.ROOT));
  }

  private static Set<String> hidden(Mapping mapping) {
    return mapping.rows().stream()
        .filter(MappingRow::isRedacted)
        .map(row -> row.target().toString())
        .collect(Collectors.toSet());
  }

  private static List<Refusal> refused(State state) {
    return state.parked().all().stream()
        .map(
            parked ->
                new Refusal(
                    parked.key().type(),
                    parked.key().id(),
                    parked.name(),
                    parked.code(),
                    parked.explanation(),
                    parked.advice()))
        .toList();
  }

  private @Nullable List<String> held(State after, CycleRecord cycle) {
    List<String> held = new ArrayList<>();
    state.quarantine().find().ifPresent(quarantine -> held.addAll(quarantine.sentences()));
    if (cycle.counts().path(Counter.HELD.jsonName()).asLong() > 0) {
      held.addAll(
          after
              .holds()
              .find()
              .filter(hold -> hold.phase() == Hold.Phase.HELD)
              .map(hold -> hold.cycle() == cycle.id() ? hold.dryRunSentences() : hold.sentences())
              .orElse(
                  List.of(
                      "Zscaler lists fewer objects than it says that it has: no removals are carried out"
                          + " in such a cycle.")));
    }
    return held.isEmpty() ? null : held;
  }
}
