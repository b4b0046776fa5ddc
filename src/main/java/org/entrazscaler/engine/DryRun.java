package org.entrazscaler.engine;

import java.util.List;
import org.entrazscaler.store.State;
import org.entrazscaler.write.Step;
import org.entrazscaler.write.Untouched;
import org.jspecify.annotations.Nullable;

/**
 * A second engine that runs the same routes on a copy of the state. It reads Entra and Zscaler for
 * real; what it writes to Zscaler is answered by pretence and noted as steps. Nothing is written
 * anywhere and no mail is sent; what runs beside it is not disturbed, but for the pace that reading
 * shares. To be closed, which throws the copy away.
 */
public interface DryRun extends AutoCloseable {

  /**
   * The routes, which are started when they are first needed.
   *
   * @return never null
   */
  Engine engine();

  /**
   * The copy of the state.
   *
   * @return as the dry run has changed it
   */
  State state();

  /**
   * The cycle that was under way when the state was copied: what it had not recorded by then is
   * still to be done in the copy.
   *
   * @return its name and kind in words, or null if none was
   */
  @Nullable String underWay();

  /**
   * What would have been written so far, and once a cycle has ended what a safeguard would hold.
   *
   * @return in the order in which it was begun
   */
  List<Step> steps();

  /**
   * What the target holds that is neither made nor adopted.
   *
   * @return known once a cycle has ended
   */
  Untouched untouched();

  @Override
  void close();
}
