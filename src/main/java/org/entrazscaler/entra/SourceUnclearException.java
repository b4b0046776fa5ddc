package org.entrazscaler.entra;

/** Entra does not say whether one object still exists. Nothing is concluded about this object. */
public final class SourceUnclearException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SourceUnclearException(EntraRefusedException refused) {
    super("Whether it is still in Entra is not known: " + refused.getMessage(), refused);
  }
}
