package org.entrazscaler.signin;

import java.io.IOException;

/** Failures of the sign-in for tests in other packages. */
public final class SignInFailures {

  private SignInFailures() {}

  /** A failure that may pass, or one that lasts until a person changes something; caused by I/O. */
  public static SignInException of(boolean permanent) {
    return permanent
        ? SignInException.ofPermanent("The file cannot be read", new IOException("no such file"))
        : SignInException.ofTemporary("Entra is not reachable", new IOException("timeout"));
  }
}
