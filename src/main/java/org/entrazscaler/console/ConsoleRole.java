package org.entrazscaler.console;

import java.io.Serializable;
import java.security.Principal;

/**
 * What a logged-in user may do.
 *
 * @param name {@link #ADMIN} or {@link #VIEWER}; Hawtio asks for a constructor with a name alone
 */
public record ConsoleRole(String name) implements Principal, Serializable {

  /** May see everything and carry out operations. */
  public static final String ADMIN = "admin";

  /** May only look. */
  public static final String VIEWER = "viewer";

  private static final long serialVersionUID = 1L;

  @Override
  public String getName() {
    return name;
  }
}
