package org.entrazscaler.signin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * No token could be had. The message says which setting to mend, and holds neither secrets nor
 * tokens.
 */
public final class SignInException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;
  private final @Nullable Duration retryAfter;

  private SignInException(
      String message, boolean permanent, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
    this.retryAfter = retryAfter;
  }

  static SignInException lasting(String message) {
    return new SignInException(message, true, null, null);
  }

  static SignInException lasting(String message, Throwable cause) {
    return new SignInException(message, true, null, cause);
  }

  static SignInException passing(String message, @Nullable Duration retryAfter) {
    return new SignInException(message, false, retryAfter, null);
  }

  static SignInException passing(String message, Throwable cause) {
    return new SignInException(message, false, null, cause);
  }

  /**
   * Whether only a person can mend it, as with wrong credentials; otherwise (network, 5xx, 429) a
   * later try may succeed.
   *
   * @return true if another try is of no use
   */
  public boolean permanent() {
    return permanent;
  }

  /**
   * How long the other side asks to wait.
   *
   * @return null when it did not say
   */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
