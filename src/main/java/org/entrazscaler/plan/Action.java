package org.entrazscaler.plan;

import java.util.Locale;
import org.entrazscaler.link.StoredChange;

/** What is done to a target object. */
public enum Action {
  /** It is made. */
  CREATE,

  /** It is changed: attributes, members or both. */
  UPDATE,

  /** Its {@code active} becomes false, the account stays. */
  DISABLE,

  /** Our members leave a group that stays. */
  EMPTY,

  /** It is deleted. */
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
   * The {@code provisioningAction} of Entra's provisioning log. Emptying a group is an update
   * there, which has no word of its own for it.
   *
   * @return {@code create}, {@code update}, {@code disable} or {@code delete}
   */
  public String logged() {
    return this == EMPTY ? UPDATE.word() : word();
  }

  /**
   * How soon it is done: what takes access away goes before everything else.
   *
   * @return lower goes first
   */
  public int urgency() {
    return switch (this) {
      case DISABLE, DELETE, EMPTY -> StoredChange.URGENCY_REMOVAL;
      case UPDATE -> StoredChange.URGENCY_UPDATE;
      case CREATE -> StoredChange.URGENCY_CREATION;
    };
  }
}
