package org.entrazscaler.quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Body;
import org.entrazscaler.cycle.BackOff;
import org.entrazscaler.cycle.Counter;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.TargetSystem;
import org.entrazscaler.quarantine.Quarantine.Reason;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of quarantine in {@code cycle.camel.yaml} and {@code errors.camel.yaml}: what begins
 * it, what holds a cycle back, what lifts it. Safe for use by several threads.
 */
public final class QuarantineSteps {

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineSteps.class);

  private static final String TO_DO =
      ". Mend the causes that the command \"status\" shows for what is parked.";

  private final QuarantineStore store;
  private final CycleControl cycles;
  private final SettingsFingerprint settings;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final Clock clock;

  private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
  private final LongAdder references = new LongAdder();
  private final LongAdder failedForReference = new LongAdder();
  private volatile boolean answered;

  public QuarantineSteps(
      QuarantineStore store,
      CycleControl cycles,
      SettingsFingerprint settings,
      Product product,
      Clock clock) {
    this.store = store;
    this.cycles = cycles;
    this.settings = settings;
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
    this.clock = clock;
  }

  // --- before a cycle -----------------------------------------------------------------------

  /**
   * Whether a quarantine stands, so that a cycle may not simply begin.
   *
   * @return false also while a cycle runs
   */
  public boolean isActive() {
    return cycles.running() == null && store.find().isPresent();
  }

  /** Forgets what an earlier question has shown, before a new one is put. */
  public void forgetAnswer() {
    answered = false;
  }

  /**
   * Whether a question to a system can show that the cause is gone.
   *
   * @param system name of a {@link TargetSystem}
   * @return false if it is of no use
   */
  public boolean canProbe(String system) {
    return store.find().filter(q -> q.probe() != null && system.equals(q.system())).isPresent();
  }

  /**
   * The question to Zscaler that was refused.
   *
   * @return the request
   */
  public ScimRequest zscalerProbe() {
    boolean groups = ResourceType.GROUP.endpoint().equals(probe());
    return requests.list(groups ? ResourceType.GROUP : ResourceType.USER, 1, 1);
  }

  /**
   * Zscaler has answered.
   *
   * @param answer what it has answered; null if the answer is empty
   * @throws ScimAnswerException if it is something else than a list
   */
  public void acceptZscalerAnswer(@Body @Nullable ObjectNode answer) {
    answers.list(answer);
    answered = true;
  }

  /**
   * The question to Graph that was refused.
   *
   * @return a link
   */
  public @Nullable String entraProbe() {
    return probe();
  }

  /** Graph has answered. */
  public void acceptEntraAnswer() {
    answered = true;
  }

  private @Nullable String probe() {
    return store.find().map(Quarantine::probe).orElse(null);
  }

  /**
   * Whether a cycle has to wait.
   *
   * @return false if none stands, if its cause is gone as far as a question or a changed setting
   *     tells, or if the time of the next attempt has come
   */
  public boolean blocksCycle() {
    Quarantine quarantine = store.find().orElse(null);
    if (quarantine == null || cycles.running() != null) {
      return false;
    }
    return !answered
        && clock.instant().isBefore(quarantine.nextAttempt())
        && settings.matches(quarantine.fingerprint());
  }

  /**
   * Says in the log why no cycle is run.
   *
   * @return the same, for the command that wanted one
   */
  public String reportBlockedCycle() {
    String words = store.find().map(q -> String.join(" ", q.sentences())).orElse("");
    LOG.warn("{}", words);
    return words;
  }

  // --- during a cycle -----------------------------------------------------------------------

  /** Forgets what an earlier cycle met. */
  public void reset() {
    refusal.set(null);
    references.reset();
    failedForReference.reset();
  }

  /** A system refuses the credentials, or is not what it should be. */
  void recordRefusal(Refusal met) {
    refusal.compareAndSet(null, met);
  }

  /** An object has failed for references to others: members or a manager. */
  void countFailedReferences(int number) {
    failedForReference.increment();
    references.add(number);
  }

  // --- after a cycle ------------------------------------------------------------------------

  /**
   * Begins, keeps or lifts the quarantine by what the cycle has come to.
   *
   * @param evaluatedFrom fewer failed objects are never too many
   * @param percent a larger share of failed objects is too much
   * @param failures more failed objects are too many
   * @param all more is too much, references counted
   */
  public void evaluateCycle(int evaluatedFrom, int percent, int failures, int all) {
    Cycle cycle = cycles.current();
    Quarantine before = store.find().orElse(null);
    Refusal met = refusal.get();
    boolean probeSucceeded = answered;
    answered = false;
    if (met != null) {
      putInQuarantine(before, probeSucceeded, begun(cycle, met));
      return;
    }
    if (!cycle.isProvisioning() || cycle.stopped() != null) {
      // Such a cycle proves nothing, but the answer to the question did.
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
            .map(e -> begun(cycle, e));
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

  private Quarantine begun(Cycle cycle, Refusal met) {
    return begun(
        cycle,
        Reason.ENCOUNTERED_QUARANTINE_EXCEPTION,
        met.system().name(),
        met.code(),
        met.cause(),
        met.probe());
  }

  private Quarantine begun(Cycle cycle, FailureThresholds.Exceeded exceeded) {
    return begun(cycle, exceeded.reason(), null, "", exceeded.words() + TO_DO, null);
  }

  private Quarantine begun(
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
      @Nullable Quarantine before, boolean probeSucceeded, Quarantine begun) {
    Quarantine quarantine = begun;
    if (before != null && before.hasSameCause(begun)) {
      // A question that showed nothing wrong before the same failure shows nothing.
      quarantine =
          before.repeated(
              BackOff.next(before.began(), clock.instant()), !probeSucceeded, begun.fingerprint());
    }
    store.put(quarantine);
    LOG.warn("{}", String.join(" ", quarantine.sentences()));
  }

  private void lift(Quarantine quarantine) {
    store.lift();
    LOG.info("The quarantine that began with cycle {} has ended.", quarantine.cycle());
  }
}
