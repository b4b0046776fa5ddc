package org.entrazscaler.link;

/** How a target object came to be ours. */
public enum Origin {
  /** We made it. */
  CREATED,

  /** It was there and matched. */
  ADOPTED
}
