package org.entrazscaler.store;

import org.jspecify.annotations.Nullable;

/** Another running instance owns the state. */
public final class StateBusyException extends StateException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the other instance.
   *
   * @param url JDBC address of the state
   * @param cause what the database said, or null
   */
  public StateBusyException(String url, @Nullable Throwable cause) {
    super(
        "Another instance has the state "
            + url
            + ". Stop it, or give this one a state.url of its own.",
        cause);
  }
}
