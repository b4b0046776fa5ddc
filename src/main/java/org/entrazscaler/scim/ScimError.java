package org.entrazscaler.scim;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request did not succeed, in terms that decide what happens next.
 *
 * @param kind what to do
 * @param status the HTTP status, or 0 if no answer came
 * @param code Entra's name of the error (Entra, How to analyze the provisioning logs)
 * @param reason what is wrong, in words for an administrator; never a credential
 * @param advice what to do about it
 * @param scimType the target's keyword of the error (RFC 7644, section 3.12), or null
 * @param detail what the target wrote, as one short line without tags and credentials, or null if
 *     it wrote nothing that helps
 * @param pause how long the target asks to wait, at least one slot of its pace, or null if it does
 *     not say
 * @param cause the same text for all failures of the same cause: the code and the detail, in which
 *     ids, names and other values of the object stand as "…"
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

  /** What a failure asks for (Zscaler's statuses: IBM Security Verify, error handling). */
  public enum Kind {
    /** 429: wait, then repeat more slowly. */
    THROTTLED,
    /**
     * 401: repeat once after a pause, because ZIA also answers so under load ("Resource Access
     * Blocked", zscaler-sdk-go); then stop, for the token is refused.
     */
    UNAUTHORIZED,
    /** 403: the token is good, but not for this; stop if every request gets it. */
    FORBIDDEN,
    /** 404: the object is gone; for a deletion that is success. */
    NOT_FOUND,
    /** 409: the object, or one of its unique values, exists; look it up and adopt it. */
    CONFLICT,
    /** 409 on deletion: the user is linked to an administrator; park it. */
    CONFLICT_ADMIN,
    /** 400, 422 and other refusals of the content; park the object. */
    INVALID,
    /** 413: send less at once. */
    TOO_LARGE,
    /** 501: the target cannot do this; park the object. */
    NOT_IMPLEMENTED,
    /** 5xx, 408 or no answer: repeat with growing pauses; the change may have been applied. */
    UNAVAILABLE
  }

  /**
   * Whether the same request can succeed later without anybody's doing.
   *
   * @return true for {@link Kind#THROTTLED} and {@link Kind#UNAVAILABLE}
   */
  public boolean isTransient() {
    return kind == Kind.THROTTLED || kind == Kind.UNAVAILABLE;
  }

  /**
   * Whether the target may have carried out the request all the same, so that a creation must be
   * looked up before it is repeated.
   *
   * @return true for {@link Kind#UNAVAILABLE}
   */
  public boolean mayHaveBeenApplied() {
    return kind == Kind.UNAVAILABLE;
  }

  /**
   * How the target itself classifies the failure.
   *
   * @return such as {@code HTTP status 400, scimType invalidValue}, or null if no answer came
   */
  public @Nullable String classification() {
    if (status == 0) {
      return null;
    }
    return "HTTP status " + status + (scimType == null ? "" : ", scimType " + scimType);
  }

  /**
   * The target's own words, which people search for and send to its support.
   *
   * @return {@link #classification} and {@link #detail}, or null if no answer came
   */
  public @Nullable String answer() {
    String classification = classification();
    return classification == null || detail == null
        ? classification
        : classification + ": " + detail;
  }

  /**
   * The reason with what the target wrote.
   *
   * @return a sentence without a full stop
   */
  public String reasonInFull() {
    return detail == null ? reason : reason + ": \"" + detail + "\"";
  }

  /**
   * The failure as one paragraph.
   *
   * @return reason, what the target wrote, and advice
   */
  public String message() {
    return reasonInFull() + ". " + advice + ".";
  }
}
