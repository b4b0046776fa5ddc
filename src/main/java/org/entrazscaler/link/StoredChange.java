package org.entrazscaler.link;

import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * A planned change as the state stores it.
 *
 * @param key the source object
 * @param urgency {@link #URGENCY_REMOVAL}, {@link #URGENCY_UPDATE}, {@link #URGENCY_CREATION}, up
 *     to 9 for what can wait; lower values go first
 * @param changed the object's {@link org.entrazscaler.source.StoredObject#changed} when it was
 *     planned, or {@link #NO_SOURCE}
 * @param content the change as JSON
 * @param wishedName the new name of the object, as {@link UniqueName#folded} returns it; null if
 *     the change does not rename
 */
public record StoredChange(
    ObjectKey key, int urgency, long changed, String content, @Nullable String wishedName) {

  /** The urgency of a change that removes access. */
  public static final int URGENCY_REMOVAL = 0;

  /** The urgency of a change of an existing object. */
  public static final int URGENCY_UPDATE = 1;

  /** The urgency of a creation. */
  public static final int URGENCY_CREATION = 2;

  /** Replaces {@link #changed} for an object that no longer exists in Entra. */
  public static final long NO_SOURCE = -1;

  /** Checks the components. */
  public StoredChange {
    if (urgency < 0 || urgency > 9) {
      throw new IllegalArgumentException("urgency: " + urgency);
    }
  }

  /** A change that does not rename. */
  public StoredChange(ObjectKey key, int urgency, long changed, String content) {
    this(key, urgency, changed, content, null);
  }
}
