package org.entrazscaler.program;

import java.util.List;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;
import org.entrazscaler.logging.LogOutput;
import org.entrazscaler.store.State;
import org.entrazscaler.write.Step;
import org.entrazscaler.write.StepRecorder;
import org.entrazscaler.write.Untouched;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** A dry run in this process, in addition to the real engine. */
final class EngineDryRun implements DryRun {

  private final RouteEngine realEngine;
  private final RouteEngine engine;
  private final State copy;
  private final StepRecorder recorder;
  private final @Nullable String underWay;
  private final MDC.MDCCloseable marked = MDC.putCloseable(LogOutput.RUN, "dry run");

  private EngineDryRun(
      RouteEngine realEngine, State copy, StepRecorder recorder, @Nullable String underWay) {
    this.realEngine = realEngine;
    this.engine = new RouteEngine(realEngine, copy, recorder);
    realEngine.addDryRun(engine);
    this.copy = copy;
    this.recorder = recorder;
    this.underWay = underWay;
  }

  /**
   * Creates a dry run.
   *
   * @param copy a copy of the state; closed with the dry run
   * @param underWay the cycle that was running when the state was copied, in words; null if none
   *     was
   * @return the dry run, which the caller closes
   */
  static EngineDryRun of(RouteEngine realEngine, State copy, @Nullable String underWay) {
    // A dry run also shows what a cycle would do if there were no quarantine.
    copy.quarantine().forget();
    StepRecorder recorder = new StepRecorder(copy);
    return new EngineDryRun(realEngine, copy, recorder, underWay);
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public State state() {
    return copy;
  }

  @Override
  public @Nullable String underWay() {
    return underWay;
  }

  @Override
  public List<Step> steps() {
    return recorder.steps();
  }

  @Override
  public Untouched untouched() {
    return recorder.untouched();
  }

  @Override
  public void close() {
    try (marked) {
      realEngine.removeDryRun(engine);
      engine.close();
    } finally {
      copy.close();
    }
  }
}
