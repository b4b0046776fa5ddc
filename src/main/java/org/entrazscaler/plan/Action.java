package org.entrazscaler.plan;

import java.util.Locale;
import org.entrazscaler.link.StoredChange;

/** What is done to a target object. */
public enum Action {
  /** The object is created. */
  CREATE,

  /** Attributes, members or both are changed. */
  UPDATE,

  /** {@code active} becomes false; the account stays. */
  DISABLE,

  /** The managed members are removed; the group stays. */
  EMPTY,

  /** The object is deleted. */
  DELETE;

  /**
   * The word for counts and messages.
   *
   * @return lower case
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The {@code provisioningAction} of Entra's provisioning log. Entra has no action for emptying a
   * group; it is logged as an update.
   *
   * @return {@code create}, {@code update}, {@code disable} or {@code delete}
   */
  public String provisioningAction() {
    return this == EMPTY ? UPDATE.word() : word();
  }

  /**
   * The order of execution: removals come first.
   *
   * @return a lower number is carried out earlier
   */
  public int urgency() {
    return switch (this) {
      case DISABLE, DELETE, EMPTY -> StoredChange.URGENCY_REMOVAL;
      case UPDATE -> StoredChange.URGENCY_UPDATE;
      case CREATE -> StoredChange.URGENCY_CREATION;
    };
  }
}
