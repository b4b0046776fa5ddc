package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One object whose writes are being undone. The value of the exchange variable {@link
 * org.entrazscaler.camel.ExchangeVariables#UNDONE_OBJECT}. Not thread-safe.
 */
final class UndoneObject {

  private final CycleWrites writes;
  private final @Nullable String targetId;
  private @Nullable ObjectNode resource;
  private boolean gone;

  /**
   * Creates the value.
   *
   * @param writes what the cycle wrote to the object
   * @param targetId SCIM {@code id}; null if no value is restored
   * @param resource the target object if it was read by pages, else null
   */
  UndoneObject(CycleWrites writes, @Nullable String targetId, @Nullable ObjectNode resource) {
    this.writes = writes;
    this.targetId = targetId;
    this.resource = resource;
  }

  CycleWrites writes() {
    return writes;
  }

  String knownTargetId() {
    return Objects.requireNonNull(targetId, "it is not in Zscaler");
  }

  /**
   * Whether the target object must be read, because values are to be restored.
   *
   * @return false if it is not in Zscaler, or was read by pages
   */
  public boolean needsLookup() {
    return targetId != null && resource == null;
  }

  /** The target object; null if it was not read. */
  @Nullable ObjectNode resource() {
    return resource;
  }

  void setResource(ObjectNode read) {
    resource = read;
  }

  void markGone() {
    gone = true;
  }

  /** Whether it is no longer in Zscaler. */
  boolean isGone() {
    return gone;
  }
}
