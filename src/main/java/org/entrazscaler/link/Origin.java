package org.entrazscaler.link;

/** How a target object became managed. */
public enum Origin {
  /** The program created it. */
  CREATED,

  /** It existed and matched. */
  ADOPTED
}
