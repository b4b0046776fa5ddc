package org.entrazscaler.scim;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a request. Its kind decides what happens next.
 *
 * @param kind the kind of failure
 * @param status the HTTP status; 0 if there was no answer
 * @param code Entra's name of the error (Entra, How to analyze the provisioning logs)
 * @param reason what is wrong, for an administrator; never contains a credential
 * @param advice how to fix it
 * @param scimType the keyword of the error (RFC 7644, section 3.12), or null
 * @param detail the message of the target as one short line without tags and credentials; null if
 *     there is none
 * @param pause the wait that the target asks for, at least one slot of its pace; null if it asks
 *     for none
 * @param cause the same text for all failures with the same cause: the code and the detail, in
 *     which ids, names and other values of the object are replaced by "…"
 */
public record ScimError(
    Kind kind,
    int status,
    String code,
    String reason,
    String advice,
    @Nullable String scimType,
    @Nullable String detail,
    @Nullable Duration pause,
    String cause) {

  /** The kinds of failures (Zscaler's statuses: IBM Security Verify, error handling). */
  public enum Kind {
    /** 429: wait, then repeat at a lower rate. */
    THROTTLED,
    /**
     * 401: repeat once after a pause, because ZIA also returns it under load ("Resource Access
     * Blocked", zscaler-sdk-go); then stop, because the token is refused.
     */
    UNAUTHORIZED,
    /** 403: the token is valid, but not for this request; stop if every request gets it. */
    FORBIDDEN,
    /** 404: the object is gone; a deletion has succeeded. */
    NOT_FOUND,
    /** 409: the object, or one of its unique values, already exists; look it up and adopt it. */
    CONFLICT,
    /** 409 on deletion: the user is linked to an administrator; park it. */
    CONFLICT_ADMIN,
    /** 400, 422 and other refusals of the content; park the object. */
    INVALID,
    /** 413: send smaller requests. */
    TOO_LARGE,
    /** 501: the target does not support the request; park the object. */
    NOT_IMPLEMENTED,
    /** 5xx, 408 or no answer: repeat with growing pauses; the change may have been applied. */
    UNAVAILABLE
  }

  /**
   * Whether the same request can succeed later by itself.
   *
   * @return true for {@link Kind#THROTTLED} and {@link Kind#UNAVAILABLE}
   */
  public boolean isTransient() {
    return kind == Kind.THROTTLED || kind == Kind.UNAVAILABLE;
  }

  /**
   * Whether the target may have carried out the request, so that the object must be looked up
   * before a creation is repeated.
   *
   * @return true for {@link Kind#UNAVAILABLE}
   */
  public boolean mayHaveBeenApplied() {
    return kind == Kind.UNAVAILABLE;
  }

  /**
   * The classification of the failure by the target.
   *
   * @return such as {@code HTTP status 400, scimType invalidValue}; null if there was no answer
   */
  public @Nullable String classification() {
    if (status == 0) {
      return null;
    }
    return "HTTP status " + status + (scimType == null ? "" : ", scimType " + scimType);
  }

  /**
   * The answer of the target, for searches and for its support.
   *
   * @return {@link #classification} and {@link #detail}; null if there was no answer
   */
  public @Nullable String answer() {
    String classification = classification();
    return classification == null || detail == null
        ? classification
        : classification + ": " + detail;
  }

  /**
   * The reason with the message of the target.
   *
   * @return a sentence without a full stop
   */
  public String reasonInFull() {
    return detail == null ? reason : reason + ": \"" + detail + "\"";
  }

  /**
   * The failure as one paragraph.
   *
   * @return the reason, the message of the target, and the advice
   */
  public String message() {
    return reasonInFull() + ". " + advice + ".";
  }
}
