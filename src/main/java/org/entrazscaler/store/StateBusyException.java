package org.entrazscaler.store;

import org.jspecify.annotations.Nullable;

/** Another running instance has the state. */
public final class StateBusyException extends StateException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param url JDBC address of the state
   * @param cause the failure of the database, or null
   */
  public StateBusyException(String url, @Nullable Throwable cause) {
    super(
        "Another instance has the state "
            + url
            + ". Stop that instance, or set another state.url for this one.",
        cause);
  }
}
