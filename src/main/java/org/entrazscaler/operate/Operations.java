package org.entrazscaler.operate;

import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.ProducerTemplate;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.command.ProvisioningMXBean;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.cycle.CycleReport;
import org.entrazscaler.deadletter.RetryOperation;
import org.entrazscaler.directory.SourceAttributes;
import org.entrazscaler.directory.SourceObject;
import org.entrazscaler.engine.CycleRunner;
import org.entrazscaler.engine.Engine;
import org.entrazscaler.entra.TenantReader;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogsOperation;
import org.entrazscaler.mapping.AttributesJson;
import org.entrazscaler.mapping.MappingTable;
import org.entrazscaler.ondemand.ProvisionOperation;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.quarantine.Quarantine;
import org.entrazscaler.reconcile.ReconcileOperation;
import org.entrazscaler.review.ApplyOperation;
import org.entrazscaler.review.PlanOperation;
import org.entrazscaler.safeguard.Hold;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.settings.ProvisioningSettings.Scope;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.State;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.Report;
import org.entrazscaler.undo.UndoOperation;
import org.entrazscaler.zscaler.ZscalerCall;

/** Carries out the commands on the opened state. Thread-safe. */
public final class Operations implements ProvisioningMXBean {

  private static final int DONE = 0;
  private static final int INCOMPLETE = 1;
  private static final int USAGE = 2;

  private final Settings settings;
  private final State state;
  private final Engine engine;
  private final Clock clock;
  private final CycleRunner cycles;

  /**
   * Creates the commands.
   *
   * @param settings the settings
   * @param state the opened state
   * @param engine the routes, which start when a command needs them
   * @param clock current time
   */
  public Operations(Settings settings, State state, Engine engine, Clock clock) {
    this.settings = settings;
    this.state = state;
    this.engine = engine;
    this.clock = clock;
    this.cycles = new CycleRunner(engine, state);
  }

  @Override
  public CommandOutcome runCycle() {
    if (!settings.provisioning().status()) {
      return new CommandOutcome(DONE, "provisioning.status is off: no cycle has run.\n");
    }
    return cycles.run("run-cycle", null).map(this::summary).orElseGet(this::notRun);
  }

  private CommandOutcome notRun() {
    return state
        .quarantine()
        .find()
        .filter(quarantine -> !engine.cycles().isEnding())
        .map(
            quarantine -> new CommandOutcome(CycleReport.HELD, Report.text(quarantine.sentences())))
        .orElseGet(
            () -> new CommandOutcome(INCOMPLETE, "The program is ending: no cycle has run.\n"));
  }

  private CommandOutcome summary(CycleRecord cycle) {
    return new CommandOutcome(
        CycleReport.exitStatus(cycle),
        CycleReport.summary(cycle)
            + "\n"
            + state.holds().find().map(Hold::sentences).map(Report::text).orElse("")
            + state.quarantine().find().map(Quarantine::sentences).map(Report::text).orElse(""));
  }

  @Override
  public CommandOutcome plan(boolean json) {
    return new PlanOperation(settings, state, engine, clock).run(json);
  }

  @Override
  public CommandOutcome apply(String plan) {
    return new ApplyOperation(settings, cycles, this::summary, this::notRun).run(plan);
  }

  @Override
  public CommandOutcome testConnection() {
    try (ProducerTemplate template = engine.camel().createProducerTemplate()) {
      return new ConnectionTest(
              settings,
              engine.signIn(),
              template,
              engine::mappings,
              ZscalerCall.product(settings.zscaler()))
          .run();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public CommandOutcome status(boolean json) {
    Cycle running = engine.running();
    StatusReport report =
        new StatusReport(state, settings.provisioning().status(), running, engine.refusedReload());
    return new CommandOutcome(DONE, json ? report.json() : report.text());
  }

  @Override
  public CommandOutcome logs(
      String format, String since, String result, String object, String cycle) {
    return new LogsOperation(settings, state, clock).read(format, since, result, object, cycle);
  }

  @Override
  public CommandOutcome retry(String[] names, String cause, boolean all) {
    return new RetryOperation(state, clock).run(names, cause, all);
  }

  @Override
  public CommandOutcome undo(String cycle, boolean apply, boolean json) {
    return new UndoOperation(state, engine).run(cycle, apply, json);
  }

  @Override
  public CommandOutcome approve(String cycle) {
    Optional<Hold> found = findHold(cycle);
    if (found.isEmpty()) {
      return notHeld(cycle);
    }
    Hold hold = found.get();
    if (hold.phase() != Hold.Phase.HELD) {
      return new CommandOutcome(
          INCOMPLETE,
          "What cycle "
              + hold.cycle()
              + " held is already approved; the next cycles carry it out.\n");
    }
    if (!hold.numbers().equals(hold.shown())) {
      return numbersChanged(hold);
    }
    state.holds().put(hold.withPhase(Hold.Phase.APPROVED));
    CommandOutcome carriedOut = runCycle();
    Optional<Hold> after = state.holds().find();
    if (after.filter(h -> h.phase() == Hold.Phase.APPROVED).isPresent()) {
      state.holds().put(after.get().withPhase(Hold.Phase.HELD));
      return new CommandOutcome(
          CycleReport.HELD,
          carriedOut.getText() + "The held removals were not carried out: approve them again.\n");
    }
    if (after.filter(h -> h.cycle() == hold.cycle() && h.phase() == Hold.Phase.HELD).isPresent()) {
      return numbersChanged(after.get());
    }
    return carriedOut;
  }

  private CommandOutcome numbersChanged(Hold hold) {
    state.holds().put(hold.withShown(false));
    return new CommandOutcome(
        CycleReport.HELD,
        "The numbers have changed since they were shown, "
            + hold.shown().describe()
            + ": nothing was carried out.\n"
            + Report.text(hold.sentences()));
  }

  private Optional<Hold> findHold(String cycle) {
    return state.holds().find().filter(hold -> cycle.strip().equals(Long.toString(hold.cycle())));
  }

  private CommandOutcome notHeld(String cycle) {
    return new CommandOutcome(
        INCOMPLETE,
        "Cycle "
            + cycle.strip()
            + " holds nothing. "
            + state
                .holds()
                .find()
                .map(hold -> "Use the id of the cycle that holds removals: " + hold.cycle() + ".")
                .orElse("No safeguard holds anything.")
            + "\n");
  }

  @Override
  public CommandOutcome refuse(String cycle) {
    try {
      engine.cycles().awaitIdle();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CommandOutcome(INCOMPLETE, "The program is ending: nothing was refused.\n");
    }
    Optional<Hold> hold = findHold(cycle);
    if (hold.isEmpty()) {
      return notHeld(cycle);
    }
    state.holds().remove();
    state.comparison().releaseForeignMembers();
    state.undo().releaseUnwritten(Long.toString(hold.get().cycle()));
    state.sourceUpdater().forgetWatermarks();
    return new CommandOutcome(
        DONE,
        "Dropped: "
            + hold.get().numbers().describe()
            + ". The next cycle is an initial one; if the cause remains, it holds again.\n");
  }

  @Override
  public CommandOutcome provision(String name, boolean plan) {
    return new ProvisionOperation(engine).run(name, plan);
  }

  @Override
  public CommandOutcome reconcile(boolean fix, boolean foreignMembers) {
    return new ReconcileOperation(state, cycles).run(fix, foreignMembers);
  }

  @Override
  public CommandOutcome restart(boolean links) {
    if (links && state.holds().find().isPresent()) {
      return new CommandOutcome(
          CycleReport.HELD,
          "The held removals need the links: use approve or refuse first.\n"
              + Report.text(state.holds().find().get().sentences()));
    }
    state.sourceUpdater().forgetWatermarks();
    int parked = state.parked().count();
    state.parked().retryAll();
    state.facts().remove(Facts.NOTIFIED_CAUSE);
    boolean quarantined = state.quarantine().find().isPresent();
    state.quarantine().forget();
    if (links) {
      state.links().forgetAll();
    }
    return new CommandOutcome(
        DONE,
        "The next cycle is an initial one."
            + (parked == 0
                ? ""
                : " " + Count.of(parked, "parked object is", "parked objects are") + " forgotten.")
            + (quarantined ? " The quarantine is forgotten." : "")
            + (links ? " The links are forgotten: the objects in Zscaler are matched again." : "")
            + "\n");
  }

  @Override
  public CommandOutcome showMapping(String user, String attributesJson) {
    Attributes attributes;
    if (!attributesJson.isBlank()) {
      try {
        attributes = AttributesJson.read(attributesJson);
      } catch (IllegalArgumentException e) {
        return new CommandOutcome(USAGE, "The attributes " + e.getMessage() + "\n");
      }
    } else {
      List<StoredObject> found = users(user);
      if (found.size() != 1) {
        return new CommandOutcome(INCOMPLETE, notUnique(user, found));
      }
      attributes = candidate(found.get(0)).source();
    }
    MappingTable table =
        MappingTable.of(
            engine.mappings().users(), attributes, TenantReader.evaluation(clock, state));
    return new CommandOutcome(table.isComplete() ? DONE : INCOMPLETE, table.render());
  }

  @Override
  public CommandOutcome attributes(String user) {
    List<StoredObject> found = users(user);
    if (found.size() != 1) {
      return new CommandOutcome(INCOMPLETE, notUnique(user, found));
    }
    SourceObject source = candidate(found.get(0)).source();
    Set<String> names = new TreeSet<>(SourceAttributes.names(ObjectType.USER));
    // Directory extensions are not in the table of names.
    source
        .properties()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (SourceAttributes.isKnown(ObjectType.USER, name)) {
                names.add(name);
              }
            });
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names) {
      Object value = source.value(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return new CommandOutcome(DONE, AttributesJson.write(values) + "\n");
  }

  private List<StoredObject> users(String name) {
    return state.source().findByName(name).stream()
        .filter(object -> object.key().type() == ObjectType.USER)
        .sorted(Comparator.comparing(object -> object.key().id()))
        .toList();
  }

  private static String notUnique(String user, List<StoredObject> found) {
    if (found.isEmpty()) {
      return "No user in the source copy has the name "
          + user
          + ". Of objects out of scope, only the object id is known.\n";
    }
    return found.size()
        + " users have the name "
        + user
        + "; give the object id of one of them: "
        + String.join(", ", found.stream().map(object -> object.key().id()).toList())
        + "\n";
  }

  private Candidate candidate(StoredObject object) {
    boolean entitled =
        settings.provisioning().scope() == Scope.ALL
            || state.entitlement().isEntitled(object.key());
    return new Candidate(
        object,
        entitled,
        object.inScope() || !entitled,
        settings.provisioning().deprovision() == Deprovision.KEEP,
        TenantReader.roles(state, engine.mappings(), object.key()));
  }
}
