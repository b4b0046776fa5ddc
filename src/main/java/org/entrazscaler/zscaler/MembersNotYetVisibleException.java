package org.entrazscaler.zscaler;

/**
 * Zscaler rejects members whose accounts are only seconds old: a part of Zscaler may not know the
 * accounts yet. The request is repeated a little later.
 */
public final class MembersNotYetVisibleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MembersNotYetVisibleException(ZscalerException refusal) {
    super(refusal.getMessage(), refusal);
  }
}
