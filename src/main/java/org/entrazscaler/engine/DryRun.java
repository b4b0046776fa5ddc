package org.entrazscaler.engine;

import java.util.List;
import org.entrazscaler.store.State;
import org.entrazscaler.write.Step;
import org.entrazscaler.write.Untouched;
import org.jspecify.annotations.Nullable;

/**
 * A second engine that runs the same routes on a copy of the state. It really reads Entra and
 * Zscaler. A write to Zscaler is not sent; it gets a simulated answer and is recorded as a step. No
 * mail is sent. A cycle that runs at the same time is not disturbed, except that both share the
 * pace. Closing the dry run deletes the copy.
 */
public interface DryRun extends AutoCloseable {

  /** The routes, which are started when they are first used. */
  Engine engine();

  /** The copy of the state, with the changes of the dry run. */
  State state();

  /**
   * The cycle that was running when the state was copied. What it had not recorded by then is still
   * pending in the copy.
   *
   * @return name and kind in words; null if no cycle was running
   */
  @Nullable String underWay();

  /**
   * The writes that the dry run has simulated so far and, after the end of its cycle, the removals
   * that a safeguard would hold.
   *
   * @return in the order in which they were started
   */
  List<Step> steps();

  /** The foreign objects and memberships in Zscaler. Known after the end of a cycle. */
  Untouched untouched();

  @Override
  void close();
}
