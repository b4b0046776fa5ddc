package org.entrazscaler.history;

import java.util.List;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;
import org.entrazscaler.store.State;
import org.entrazscaler.write.Step;
import org.entrazscaler.write.StepRecorder;
import org.entrazscaler.write.Untouched;
import org.jspecify.annotations.Nullable;

/** A dry run on the shared routes; closing it returns the routes to the other program. */
record HistoryDryRun(Engine engine, State state, StepRecorder recorder, Runnable returnRoutes)
    implements DryRun {

  @Override
  public @Nullable String underWay() {
    return null;
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
    returnRoutes.run();
    state.close();
  }
}
