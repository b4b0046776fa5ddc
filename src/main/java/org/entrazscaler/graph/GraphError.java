package org.entrazscaler.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.entrazscaler.text.AnswerHeaders;
import org.entrazscaler.text.AnswerText;
import org.entrazscaler.text.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Graph with an error status, classified. Only status and codes decide, never texts
 * ("Microsoft Graph error responses and resource types").
 *
 * @param kind what to do
 * @param status the HTTP status
 * @param code the most specific code; empty if there is none
 * @param message one line for people: what happened, what to do, and the request id
 * @param requestId Graph's id of the request, for Microsoft's support, or null
 * @param retryAfter how long Graph asks to wait, or null
 * @param location link for a full round after {@link Kind#RESYNC}, or null; must be checked by
 *     {@link GraphLinks#trusted}
 */
public record GraphError(
    Kind kind,
    int status,
    String code,
    String message,
    @Nullable String requestId,
    @Nullable Duration retryAfter,
    @Nullable String location) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Inner errors that are nested deeper are ignored. */
  private static final int MAX_DEPTH = 10;

  private static final Set<String> THROTTLED_CODES =
      Set.of("toomanyrequests", "activitylimitreached", "throttledrequest");
  private static final Set<String> RESYNC_CODES =
      Set.of(
          "syncstatenotfound",
          "syncstateinvalid",
          "resyncrequired",
          "invaliddeltatoken",
          "directory_expiredpagetoken",
          "directoryexpiredpagetoken");

  /**
   * Statuses from 400 to 499 that are not about the link but about credentials, a permission, a
   * proxy, or a temporary condition.
   */
  private static final Set<Integer> NOT_ABOUT_THE_LINK = Set.of(401, 403, 407, 408, 425, 429);

  private static final Set<String> NOT_FOUND_CODES =
      Set.of("itemnotfound", "resourcenotfound", "request_resourcenotfound");

  /** What to do about an error. */
  public enum Kind {
    /** Too many requests: wait as long as Graph asks, then repeat. */
    THROTTLED(true),
    /** Graph is temporarily not available: wait, then repeat. */
    UNAVAILABLE(true),
    /** The stored link is no longer valid: begin a full round. */
    RESYNC(false),
    /** Graph rejects the token: sign in again once; then the credentials are wrong. */
    UNAUTHENTICATED(false),
    /** A permission is missing. */
    FORBIDDEN(false),
    /** The object does not exist, according to a code of Graph. */
    NOT_FOUND(false),
    /** Graph rejects the request; a repeat is of no use. */
    BAD_REQUEST(false),
    /** The answer is not from Graph, or the address is wrong. */
    UNEXPECTED(false);

    private final boolean repeatable;

    Kind(boolean repeatable) {
      this.repeatable = repeatable;
    }

    /** Whether the same request may succeed later. */
    public boolean isRepeatable() {
      return repeatable;
    }
  }

  /**
   * Classifies an answer. Any content is possible.
   *
   * @param status the HTTP status, not 2xx
   * @param headers names in upper or lower case; a value is a text or a collection of texts
   * @param body the body, or null
   * @param permission the permission that the request needs, for the message
   * @param clock the current time, for a date in Retry-After
   */
  public static GraphError of(
      int status,
      Map<String, ?> headers,
      @Nullable String body,
      GraphPermission permission,
      Clock clock) {
    List<String> codes = codes(json(text(body)).path("error"));
    return of(kind(status, codes), status, headers, text(body), permission, clock);
  }

  /**
   * Classifies an answer to a link of a delta query that an earlier cycle has stored. Graph
   * documents 410 and a few codes for a link that is no longer valid. In practice there are others,
   * even a 400 without a code (microsoftgraph/microsoft-graph-docs #1000, #2350, #2877). So every
   * lasting error that is about the link is {@link Kind#RESYNC}.
   *
   * @param status as in {@link #of}
   * @param headers as in {@link #of}
   * @param body as in {@link #of}
   * @param permission as in {@link #of}
   * @param clock as in {@link #of}
   */
  public static GraphError ofStoredLink(
      int status,
      Map<String, ?> headers,
      @Nullable String body,
      GraphPermission permission,
      Clock clock) {
    Kind kind = kind(status, codes(json(text(body)).path("error")));
    boolean refused =
        status >= 400
            && status < 500
            && !NOT_ABOUT_THE_LINK.contains(status)
            && (kind == Kind.BAD_REQUEST || kind == Kind.UNEXPECTED);
    return of(refused ? Kind.RESYNC : kind, status, headers, text(body), permission, clock);
  }

  private static String text(@Nullable String body) {
    return body == null ? "" : body;
  }

  private static GraphError of(
      Kind kind,
      int status,
      Map<String, ?> headers,
      String text,
      GraphPermission permission,
      Clock clock) {
    JsonNode error = json(text).path("error");
    List<String> codes = codes(error);
    String code = codes.isEmpty() ? "" : codes.get(codes.size() - 1);
    Duration retryAfter =
        kind.isRepeatable()
            ? RetryAfter.parse(AnswerHeaders.value(headers, "Retry-After"), clock)
            : null;
    String requestId = requestId(headers, error);
    String detail = detail(error, text);
    StringBuilder message = new StringBuilder(advice(kind, status, permission, retryAfter));
    message.append(" (HTTP ").append(status);
    if (!codes.isEmpty()) {
      message.append(", ").append(String.join(" / ", codes));
    }
    if (!detail.isEmpty()) {
      message.append(": ").append(detail);
    }
    if (requestId != null) {
      message.append("; request-id ").append(requestId);
    }
    message.append(')');
    return new GraphError(
        kind,
        status,
        code,
        message.toString(),
        requestId,
        retryAfter,
        kind == Kind.RESYNC ? AnswerHeaders.value(headers, "Location") : null);
  }

  private static Kind kind(int status, List<String> codes) {
    if (status == 410 || status >= 400 && status < 500 && any(codes, RESYNC_CODES)) {
      return Kind.RESYNC;
    }
    if (status == 429 || any(codes, THROTTLED_CODES)) {
      return Kind.THROTTLED;
    }
    if (status == 501) {
      // The lasting answer to a request for "properties that cannot be listed".
      return Kind.BAD_REQUEST;
    }
    if (status >= 500 || status == 408) {
      return Kind.UNAVAILABLE;
    }
    return switch (status) {
      case 401 -> Kind.UNAUTHENTICATED;
      case 403 -> codes.isEmpty() ? Kind.UNEXPECTED : Kind.FORBIDDEN;
      case 404 -> any(codes, NOT_FOUND_CODES) ? Kind.NOT_FOUND : Kind.UNEXPECTED;
      default -> status >= 400 && !codes.isEmpty() ? Kind.BAD_REQUEST : Kind.UNEXPECTED;
    };
  }

  private static String advice(
      Kind kind, int status, GraphPermission permission, @Nullable Duration retryAfter) {
    return switch (kind) {
      case THROTTLED ->
          "Microsoft Graph asks to slow down"
              + (retryAfter == null ? "" : " and wait " + seconds(retryAfter) + " s")
              + "; the request is repeated";
      case UNAVAILABLE -> "Microsoft Graph is not available; the request is repeated later";
      case RESYNC ->
          "Microsoft Graph no longer accepts the stored link; everything must be read again";
      case UNAUTHENTICATED ->
          "Microsoft Graph rejects the token; check entra.tenant-id, entra.client-id, and that"
              + " entra.authority and entra.graph-url belong to the same cloud";
      case FORBIDDEN ->
          "The application may not read %s; grant it the application permission %s of Microsoft"
                  .formatted(permission.purpose(), permission.leastPrivileged())
              + " Graph, with admin consent";
      case NOT_FOUND ->
          permission == GraphPermission.ENTERPRISE_APPLICATION
              ? "The tenant has no such enterprise application; check entra.enterprise-app-id,"
                  + " which is its object id, not its application id"
              : "Microsoft Graph has no such object";
      case BAD_REQUEST -> "Microsoft Graph rejects the request; it is not repeated";
      case UNEXPECTED ->
          status >= 300 && status < 400
              ? "Microsoft Graph redirects the request, which is not followed; check"
                  + " entra.graph-url"
              : "This is not an answer of Microsoft Graph; check entra.graph-url and the network's"
                  + " proxies";
    };
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }

  /** The codes of the error and of its inner errors, from the outermost to the most specific. */
  private static List<String> codes(JsonNode error) {
    List<String> codes = new ArrayList<>();
    JsonNode level = error;
    for (int depth = 0; depth < MAX_DEPTH && level.isObject(); depth++) {
      String code = level.path("code").asText("");
      // A code that repeats the status is of no use.
      if (!code.isBlank() && !code.chars().allMatch(Character::isDigit)) {
        codes.add(AnswerText.of(code));
      }
      level = level.has("innerError") ? level.path("innerError") : level.path("innererror");
    }
    return codes;
  }

  private static boolean any(List<String> codes, Set<String> known) {
    return codes.stream().anyMatch(code -> known.contains(code.toLowerCase(Locale.ROOT)));
  }

  private static String detail(JsonNode error, String body) {
    if (error.isObject()) {
      return AnswerText.of(error.path("message").asText(""));
    }
    return AnswerText.of(body);
  }

  private static @Nullable String requestId(Map<String, ?> headers, JsonNode error) {
    String header = AnswerHeaders.value(headers, "request-id");
    if (header != null) {
      return header;
    }
    JsonNode inner = error.has("innerError") ? error.path("innerError") : error.path("innererror");
    String id = inner.path("request-id").asText("");
    return id.isBlank() ? null : id;
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
