package org.entrazscaler.scim;

import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.entrazscaler.scim.ScimError.Kind;
import org.entrazscaler.scim.ScimRequest.Method;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.text.AnswerHeaders;
import org.entrazscaler.text.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * Classifies unsuccessful answers, and requests without an answer, as {@link ScimError}s.
 * Immutable.
 *
 * <p>Sources: RFC 7644, section 3.12; Entra, How to analyze the provisioning logs (names of
 * errors); Zscaler's pages on each product and the partners' error pages (meaning of each status).
 */
public final class ScimErrors {

  /** The advice if the object that has the value was looked up but not found. */
  private static final String TAKEN =
      "Find the other object in Zscaler by its name or its externalId, change one of the two, then"
          + " use retry";

  private static final Duration LONGEST = Duration.ofHours(1);

  private final Product product;
  private final Clock clock;

  /**
   * Creates a classification for one product.
   *
   * @param product the product
   * @param clock the clock, to convert an HTTP date to a wait
   */
  public ScimErrors(Product product, Clock clock) {
    this.product = product;
    this.clock = clock;
  }

  /**
   * Classifies an answer.
   *
   * @param request the request
   * @param status the HTTP status, any except 2xx
   * @param headers the headers of the answer; names in any letter case
   * @param body the body of the answer in any form; null if there is none
   * @return the error
   */
  public ScimError of(
      ScimRequest request, int status, Map<String, String> headers, @Nullable String body) {
    ErrorBody error = ErrorBody.read(body);
    Meaning meaning = meaning(request, status, error);
    Duration pause = RetryAfter.parse(AnswerHeaders.value(headers, "Retry-After"), clock);
    if (pause == null) {
      pause = RetryAfter.parse(error.retryAfter(), clock);
    }
    if (pause == null && meaning.kind() == Kind.THROTTLED) {
      // Seconds from now: Zscaler, OneAPI, Understanding Rate Limiting.
      pause = RetryAfter.parse(AnswerHeaders.value(headers, "X-Ratelimit-Reset"), clock);
    }
    return error(request, status, meaning, error, pause == null ? null : bounded(pause));
  }

  /**
   * Classifies a request that got no answer, or none in time.
   *
   * @param request the request
   * @param failure the failure of the connection
   * @return an error of kind {@link Kind#UNAVAILABLE}
   */
  public ScimError unanswered(ScimRequest request, Throwable failure) {
    boolean late = failure instanceof InterruptedIOException || failure instanceof TimeoutException;
    String message = failure.getMessage();
    ErrorBody text = message == null ? ErrorBody.NONE : ErrorBody.ofText(message);
    Meaning meaning =
        late
            ? new Meaning(
                Kind.UNAVAILABLE,
                "Timeout",
                "Zscaler did not answer in time",
                "It is tried again; you need not do anything")
            : new Meaning(
                Kind.UNAVAILABLE,
                "WebExceptionProtocolError",
                "The connection to Zscaler failed",
                "It is tried again; if it fails repeatedly, check that this machine can reach the"
                    + " host of zscaler.tenant-url");
    return error(request, 0, meaning, text, null);
  }

  private static ScimError error(
      ScimRequest request, int status, Meaning meaning, ErrorBody error, @Nullable Duration pause) {
    return new ScimError(
        meaning.kind(),
        status,
        meaning.code(),
        meaning.reason(),
        meaning.advice(),
        error.scimType(),
        error.detail(),
        pause,
        Anonymous.of(request).cause(meaning, error.detail()));
  }

  /** At least one slot of the pace; a wait of more than an hour is an error of the server. */
  private Duration bounded(Duration pause) {
    Duration slot = Duration.ofSeconds(1).dividedBy(product.requestsPerSecond());
    return pause.compareTo(slot) < 0 ? slot : pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /** The meaning of a failure, independent of the object. */
  record Meaning(Kind kind, String code, String reason, String advice) {}

  private static Meaning meaning(ScimRequest request, int status, ErrorBody error) {
    return switch (status) {
      case 401 ->
          error.says("access blocked")
              ? blocked()
              : new Meaning(
                  Kind.UNAUTHORIZED,
                  "Unauthorized",
                  "Zscaler refuses the token",
                  "Generate a new token in the Zscaler portal and set it in zscaler.secret-token");
      case 403 -> error.limitExceeded() ? limitExceeded() : forbidden();
      case 404 -> notFound(request);
      case 405 ->
          new Meaning(
              Kind.INVALID,
              "MethodNotAllowed",
              "Zscaler does not allow this method here",
              "Check that zscaler.tenant-url is the Base URL from the Zscaler portal");
      case 408, 504 ->
          new Meaning(
              Kind.UNAVAILABLE,
              "Timeout",
              "Zscaler did not answer in time",
              "It is tried again; you need not do anything");
      case 409 -> conflict(request, error);
      case 413 ->
          new Meaning(
              Kind.TOO_LARGE,
              "UnprocessableEntity",
              "The request is too large for Zscaler",
              "Lower zscaler.members-per-request");
      case 429 ->
          new Meaning(
              Kind.THROTTLED,
              "TooManyRequests",
              "Zscaler receives too many requests",
              "It is tried again at a lower rate; if other clients use SCIM of the same"
                  + " organization, lower zscaler.max-requests-per-second");
      case 501 ->
          new Meaning(
              Kind.NOT_IMPLEMENTED,
              "NotImplemented",
              "Zscaler does not support this request",
              "Check that zscaler.product names the product of this tenant URL");
      default -> status >= 500 ? unavailable() : refused(status, error);
    };
  }

  private static Meaning forbidden() {
    return new Meaning(
        Kind.FORBIDDEN,
        "InsufficientRights",
        "Zscaler does not allow this request",
        "Check in the Zscaler portal that SCIM provisioning is enabled and activated for this"
            + " identity provider");
  }

  /** A limit of the organization, such as its number of users: waiting does not help. */
  private static Meaning limitExceeded() {
    return new Meaning(
        Kind.INVALID,
        "LimitExceeded",
        "A limit of your organization in Zscaler is reached",
        "Delete what is no longer needed in the Zscaler portal, or ask Zscaler Support for a higher"
            + " limit");
  }

  private static Meaning blocked() {
    return new Meaning(
        Kind.UNAUTHORIZED,
        "Unauthorized",
        "Zscaler blocks access, as it does when there are too many requests at once",
        "It is tried again once; if it fails again, lower zscaler.max-concurrent-requests, or"
            + " generate a new token in the Zscaler portal and set it in zscaler.secret-token");
  }

  private static Meaning unavailable() {
    return new Meaning(
        Kind.UNAVAILABLE,
        "InternalServerError",
        "Zscaler has an internal error",
        "It is tried again; you need not do anything");
  }

  private static Meaning notFound(ScimRequest request) {
    boolean one = request.path().indexOf('/', 1) > 0;
    if (!one) {
      // RFC 7644, section 3.4.2: the answer to a query that finds nothing is an empty list.
      return new Meaning(
          Kind.NOT_FOUND,
          "SystemForCrossDomainIdentityManagementServiceIncompatible",
          "There is no SCIM service at this address",
          "Check that zscaler.tenant-url is the Base URL from the Zscaler portal, and that the"
              + " change of the identity provider was saved and activated there");
    }
    return request.method() == Method.DELETE
        ? new Meaning(
            Kind.NOT_FOUND,
            "InvalidAnchor",
            "The object is already gone from Zscaler",
            "You need not do anything")
        : new Meaning(
            Kind.NOT_FOUND,
            "InvalidAnchor",
            "The object is no longer in Zscaler",
            "It is looked up again, and created if it is really gone");
  }

  private static Meaning conflict(ScimRequest request, ErrorBody error) {
    boolean deletion = request.method() == Method.DELETE;
    if (deletion && !request.path().startsWith("/" + ResourceType.USER.endpoint())) {
      return new Meaning(
          Kind.INVALID,
          "EntryConflict",
          "Zscaler does not delete the group",
          "Remove the group from the policies that use it, then retry it");
    }
    if (deletion || error.says("admin user")) {
      return new Meaning(
          Kind.CONFLICT_ADMIN,
          "NotPermitted",
          "Zscaler does not delete the user, because it is linked to an administrator",
          "Remove the administrator in the Zscaler portal, or configure there that both are deleted"
              + " (Advanced Configuration for Admins)");
    }
    return new Meaning(
        Kind.CONFLICT, "EntryConflict", "An object with this name or id exists in Zscaler", TAKEN);
  }

  /** 400, 422 and all other errors of the content, and redirections, which are never followed. */
  private static Meaning refused(int status, ErrorBody error) {
    if (status < 400) {
      return new Meaning(
          Kind.INVALID,
          "WebExceptionProtocolError",
          "Zscaler answers with a redirection",
          "Check that zscaler.tenant-url is the Base URL from the Zscaler portal");
    }
    String scimType = error.scimType() == null ? "" : error.scimType().toLowerCase(Locale.ROOT);
    if (scimType.equals("uniqueness")) {
      return new Meaning(
          Kind.CONFLICT,
          "EntryConflict",
          "An object with this name or id exists in Zscaler",
          TAKEN);
    }
    if (error.says("domain")) {
      return new Meaning(
          Kind.INVALID,
          "InvalidDomain",
          "Zscaler does not know the domain",
          "Ask Zscaler Support to register the domain, or map userName to a registered domain");
    }
    if (error.says("licen[sc]e")) {
      return new Meaning(
          Kind.INVALID,
          "LicenseLimitExceeded",
          "Zscaler has no licence left",
          "Ask Zscaler for more licences");
    }
    if (error.says("required|mandatory|missing")) {
      return new Meaning(
          Kind.INVALID,
          "MandatoryFieldsMissing",
          "Zscaler requires a value that is missing",
          "Fill the attribute in Entra, or give its mapping a default");
    }
    if (scimType.equals("invalidpath")
        || scimType.equals("notarget")
        || error.says("externalNamespace|unknown attribute|unsupported attribute")) {
      return new Meaning(
          Kind.INVALID,
          "SchemaAttributeNotFound",
          "Zscaler does not know an attribute",
          "Remove the attribute from the mapping, or correct its path");
    }
    return new Meaning(
        Kind.INVALID,
        "UnprocessableEntity",
        "Zscaler refuses the content",
        "Correct the value in Entra or its mapping, then retry the object");
  }
}
