package org.entrazscaler.state;

/** How a target object came to be ours. */
public enum Origin {
  /** We made it. */
  CREATED,

  /** It was there and matched. */
  ADOPTED
}
