package org.entrazscaler.link;

import org.entrazscaler.graph.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * A planned change as it is kept.
 *
 * @param key the source object
 * @param urgency {@link #URGENCY_REMOVAL}, {@link #URGENCY_UPDATE}, {@link #URGENCY_CREATION}, up
 *     to 9 for what can wait; lower goes first
 * @param changed the object's {@link org.entrazscaler.source.StoredObject#changed} when it was
 *     planned, or {@link #NO_SOURCE}
 * @param content the change as JSON
 * @param wishedName the other name that the object gets by it, as {@link UniqueName#folded} has it;
 *     null if it keeps the one it has
 */
public record StoredChange(
    ObjectKey key, int urgency, long changed, String content, @Nullable String wishedName) {

  /** The urgency of what takes access away. */
  public static final int URGENCY_REMOVAL = 0;

  /** The urgency of what changes an object that is there. */
  public static final int URGENCY_UPDATE = 1;

  /** The urgency of what makes an object. */
  public static final int URGENCY_CREATION = 2;

  /** Stands in the place of {@link #changed} for an object that Entra has no longer. */
  public static final long NO_SOURCE = -1;

  /** Checks the components. */
  public StoredChange {
    if (urgency < 0 || urgency > 9) {
      throw new IllegalArgumentException("urgency: " + urgency);
    }
  }

  /** A change by which an object keeps its name. */
  public StoredChange(ObjectKey key, int urgency, long changed, String content) {
    this(key, urgency, changed, content, null);
  }
}
