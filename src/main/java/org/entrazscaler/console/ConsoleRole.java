package org.entrazscaler.console;

import java.io.Serializable;
import java.security.Principal;

/**
 * The role of a logged-in user.
 *
 * @param name {@link #ADMIN} or {@link #VIEWER}; Hawtio needs a constructor with only a name
 */
public record ConsoleRole(String name) implements Principal, Serializable {

  /** Full access. */
  public static final String ADMIN = "admin";

  /** Read access. */
  public static final String VIEWER = "viewer";

  private static final long serialVersionUID = 1L;

  @Override
  public String getName() {
    return name;
  }
}
