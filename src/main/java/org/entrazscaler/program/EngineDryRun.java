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

/** A dry run in this process, beside the engine that works for real. */
final class EngineDryRun implements DryRun {

  private final RouteEngine others;
  private final RouteEngine engine;
  private final State copy;
  private final StepRecorder recorder;
  private final @Nullable String underWay;
  private final MDC.MDCCloseable marked = MDC.putCloseable(LogOutput.RUN, "dry run");

  private EngineDryRun(
      RouteEngine others, State copy, StepRecorder recorder, @Nullable String underWay) {
    this.others = others;
    this.engine = new RouteEngine(others, copy, recorder);
    others.accompaniedBy(engine);
    this.copy = copy;
    this.recorder = recorder;
    this.underWay = underWay;
  }

  /**
   * A dry run that is not started yet.
   *
   * @param others the engine that works for real
   * @param copy its state, copied; closed with the dry run
   * @param underWay the cycle that was under way then, in words; null for none
   * @return to be closed
   */
  static EngineDryRun of(RouteEngine others, State copy, @Nullable String underWay) {
    // What a cycle would do is of interest also while none is run.
    copy.quarantine().forget();
    StepRecorder recorder = new StepRecorder(copy);
    return new EngineDryRun(others, copy, recorder, underWay);
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
      others.leftBy(engine);
      engine.close();
    } finally {
      copy.close();
    }
  }
}
