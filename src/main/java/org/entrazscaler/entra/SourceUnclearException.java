package org.entrazscaler.entra;

/** Entra does not say what became of one object: nothing is concluded about it. */
public final class SourceUnclearException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports that Entra was asked in vain.
   *
   * @param refused what it answered
   */
  public SourceUnclearException(EntraRefusedException refused) {
    super("Whether it is still in Entra is not known: " + refused.getMessage(), refused);
  }
}
