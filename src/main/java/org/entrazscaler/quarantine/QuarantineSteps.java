package org.entrazscaler.quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.cycle.BackOff;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.quarantine.Quarantine.Reason;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the quarantine in {@code cycle.camel.yaml} and {@code errors.camel.yaml}: what
 * causes it, whether it blocks a cycle, what ends it. Thread-safe.
 */
public final class QuarantineSteps {

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineSteps.class);

  private static final String ADVICE =
      ". Fix the causes that the command \"status\" shows for the parked objects.";

  private final QuarantineStore store;
  private final CycleControl cycles;
  private final SettingsFingerprint settings;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final Clock clock;

  private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
  private final LongAdder references = new LongAdder();
  private final LongAdder failedForReference = new LongAdder();
  private volatile boolean probeAnswered;

  /**
   * Creates the steps.
   *
   * @param settings their change ends a quarantine, as does a change of the mappings or filters
   * @param inForce supplies the loaded mappings and filters
   */
  public QuarantineSteps(
      CycleContext context, Settings settings, Supplier<MappingsInForce> inForce, Product product) {
    this.store = context.state().quarantine();
    this.cycles = context.cycles();
    this.settings = new SettingsFingerprint(settings, inForce);
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
    this.clock = context.clock();
  }

  // --- before a cycle -----------------------------------------------------------------------

  /**
   * Whether there is a quarantine, so that a cycle may not simply begin.
   *
   * @return false while a cycle is running
   */
  public boolean isActive() {
    return cycles.running() == null && store.find().isPresent();
  }

  /** Forgets the result of an earlier probe before a new one. */
  public void forgetAnswer() {
    probeAnswered = false;
  }

  /**
   * Whether a request to a system can show that the cause is gone.
   *
   * @param system name of a {@link TargetSystem}
   */
  public boolean canProbe(String system) {
    return store.find().filter(q -> q.probe() != null && system.equals(q.system())).isPresent();
  }

  /** The refused request to Zscaler. */
  public ScimRequest zscalerProbe() {
    boolean groups = ResourceType.GROUP.endpoint().equals(probe());
    return requests.list(groups ? ResourceType.GROUP : ResourceType.USER, 1, 1);
  }

  /**
   * Records that Zscaler has answered.
   *
   * @param answer Zscaler's answer; null if it is empty
   * @throws ScimAnswerException if it is not a list
   */
  public void acceptZscalerAnswer(@Body @Nullable ObjectNode answer) {
    answers.list(answer);
    probeAnswered = true;
  }

  /** The refused link to Graph. */
  public @Nullable String entraProbe() {
    return probe();
  }

  /** Records that Graph has answered. */
  public void acceptEntraAnswer() {
    probeAnswered = true;
  }

  private @Nullable String probe() {
    return store.find().map(Quarantine::probe).orElse(null);
  }

  /**
   * Whether the quarantine blocks a cycle.
   *
   * @return false if there is no quarantine, if the probe was answered, if a setting has changed,
   *     or if it is time for the next attempt
   */
  public boolean blocksCycle() {
    Quarantine quarantine = store.find().orElse(null);
    if (quarantine == null || cycles.running() != null) {
      return false;
    }
    return !probeAnswered
        && clock.instant().isBefore(quarantine.nextAttempt())
        && settings.matches(quarantine.fingerprint());
  }

  /**
   * Logs why no cycle runs.
   *
   * @return the same text, for the command that requested the cycle
   */
  public String reportBlockedCycle() {
    String words = store.find().map(q -> String.join(" ", q.sentences())).orElse("");
    LOG.warn("{}", words);
    return words;
  }

  // --- during a cycle -----------------------------------------------------------------------

  /** Resets the failures of an earlier cycle. */
  public void reset() {
    refusal.set(null);
    references.reset();
    failedForReference.reset();
  }

  /** Records that a system refuses the credentials or is not the expected service. */
  void recordRefusal(Refusal found) {
    refusal.compareAndSet(null, found);
  }

  /** Records an object that failed only for references: members or a manager. */
  void countFailedReferences(int number) {
    failedForReference.increment();
    references.add(number);
  }

  // --- after a cycle ------------------------------------------------------------------------

  /**
   * Starts, keeps or ends the quarantine by the results of the cycle.
   *
   * @param evaluatedFrom fewer failed objects are never too many
   * @param percent maximum share of failed objects
   * @param failures maximum number of failed objects
   * @param all maximum number of failures, with those of references
   */
  public void evaluateCycle(int evaluatedFrom, int percent, int failures, int all) {
    Cycle cycle = cycles.current();
    Quarantine before = store.find().orElse(null);
    Refusal found = refusal.get();
    boolean probeSucceeded = probeAnswered;
    probeAnswered = false;
    if (found != null) {
      putInQuarantine(before, probeSucceeded, newQuarantine(cycle, found));
      return;
    }
    if (!cycle.isProvisioning() || cycle.stopped() != null) {
      // Such a cycle proves nothing, but the answer to the probe does.
      if (before != null && probeSucceeded && before.system() != null) {
        lift(before);
      }
      return;
    }
    FailureThresholds thresholds = new FailureThresholds(evaluatedFrom, percent, failures, all);
    Optional<Quarantine> exceeded =
        thresholds
            .exceeded(
                cycle.counted(Counter.FAILED) - failedForReference.sum(),
                references.sum(),
                done(cycle))
            .map(e -> newQuarantine(cycle, e));
    if (exceeded.isPresent()) {
      putInQuarantine(before, probeSucceeded, exceeded.get());
    } else if (before != null) {
      lift(before);
    }
  }

  private static long done(Cycle cycle) {
    long done = 0;
    for (Counter counter :
        new Counter[] {
          Counter.CREATE,
          Counter.UPDATE,
          Counter.DISABLE,
          Counter.EMPTY,
          Counter.DELETE,
          Counter.ADOPT
        }) {
      done += cycle.counted(counter);
    }
    return done;
  }

  private Quarantine newQuarantine(Cycle cycle, Refusal found) {
    return newQuarantine(
        cycle,
        Reason.ENCOUNTERED_QUARANTINE_EXCEPTION,
        found.system().name(),
        found.code(),
        found.cause(),
        found.probe());
  }

  private Quarantine newQuarantine(Cycle cycle, FailureThresholds.Exceeded exceeded) {
    return newQuarantine(cycle, exceeded.reason(), null, "", exceeded.words() + ADVICE, null);
  }

  private Quarantine newQuarantine(
      Cycle cycle,
      Reason reason,
      @Nullable String system,
      String code,
      String cause,
      @Nullable String probe) {
    Instant now = clock.instant();
    return new Quarantine(
        reason,
        system,
        code,
        cause,
        now,
        Long.parseLong(cycle.name()),
        1,
        BackOff.next(now, now),
        probe,
        settings.create(),
        null);
  }

  private void putInQuarantine(
      @Nullable Quarantine before, boolean probeSucceeded, Quarantine created) {
    Quarantine quarantine = created;
    if (before != null && before.hasSameCause(created)) {
      // A probe that succeeded before the same failure cannot be trusted.
      quarantine =
          before.repeated(
              BackOff.next(before.began(), clock.instant()),
              !probeSucceeded,
              created.fingerprint());
    }
    store.put(quarantine);
    LOG.warn("{}", String.join(" ", quarantine.sentences()));
  }

  private void lift(Quarantine quarantine) {
    store.lift();
    LOG.info("The quarantine that began with cycle {} has ended.", quarantine.cycle());
  }
}
