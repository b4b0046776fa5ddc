package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One object that a cycle has written and that is taken back. The value of the exchange variable
 * {@link org.entrazscaler.camel.ExchangeVariables#UNDONE_OBJECT}. For one exchange, in one thread.
 */
final class UndoneObject {

  private final CycleWrites writes;
  private final @Nullable String targetId;
  private @Nullable ObjectNode resource;
  private boolean gone;

  /**
   * An object.
   *
   * @param writes what the cycle did to it
   * @param targetId the SCIM id by which Zscaler has it; null if nothing of it is put back
   * @param resource what was read of it by pages; null if nothing was
   */
  UndoneObject(CycleWrites writes, @Nullable String targetId, @Nullable ObjectNode resource) {
    this.writes = writes;
    this.targetId = targetId;
    this.resource = resource;
  }

  /** What the cycle did to it. */
  CycleWrites writes() {
    return writes;
  }

  String knownTargetId() {
    return Objects.requireNonNull(targetId, "it is not in Zscaler");
  }

  /**
   * Whether values of it are to be put back, so that Zscaler is asked what it holds now.
   *
   * @return false if it is not there, or was read by pages
   */
  public boolean needsLookup() {
    return targetId != null && resource == null;
  }

  /** What Zscaler holds; null if it was not asked. */
  @Nullable ObjectNode resource() {
    return resource;
  }

  void setResource(ObjectNode read) {
    resource = read;
  }

  void markGone() {
    gone = true;
  }

  /** Whether Zscaler has it no longer. */
  boolean isGone() {
    return gone;
  }
}
