package org.entrazscaler.zscaler;

/**
 * Zscaler does not take members whose accounts are some seconds old: a part of it may not know them
 * yet. The request is repeated a little later.
 */
public final class MembersNotYetVisibleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports the refusal.
   *
   * @param refusal what Zscaler answered
   */
  public MembersNotYetVisibleException(ZscalerException refusal) {
    super(refusal.getMessage(), refusal);
  }
}
