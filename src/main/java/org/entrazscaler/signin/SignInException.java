package org.entrazscaler.signin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in has failed. The message names the setting to correct and contains neither secrets nor
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

  static SignInException ofPermanent(String message) {
    return new SignInException(message, true, null, null);
  }

  static SignInException ofPermanent(String message, Throwable cause) {
    return new SignInException(message, true, null, cause);
  }

  static SignInException ofTemporary(String message, @Nullable Duration retryAfter) {
    return new SignInException(message, false, retryAfter, null);
  }

  static SignInException ofTemporary(String message, Throwable cause) {
    return new SignInException(message, false, null, cause);
  }

  /**
   * Whether only a person can correct the cause, such as wrong credentials. Otherwise (network,
   * 5xx, 429) a later attempt may succeed.
   */
  public boolean isPermanent() {
    return permanent;
  }

  /** How long the endpoint asks to wait; null if it does not. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
