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
 * An answer of Graph with an error status, and what follows from it. Only codes decide, never texts
 * ("Microsoft Graph error responses and resource types").
 *
 * @param kind what to do
 * @param status the HTTP status
 * @param code the most specific code, empty when there is none
 * @param message for people: what happened and what to do, with the request id; one line
 * @param requestId Graph's id of the request, for Microsoft's support, or null
 * @param retryAfter how long Graph asks to wait, or null
 * @param location where a fresh round begins after {@link Kind#RESYNC}, unchecked, or null; see
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

  /** Nested deeper than this, nothing is looked for. */
  private static final int DEPTH = 10;

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
   * Statuses from 400 to 499 that say nothing of the link: credentials, permission, a proxy, and
   * what passes.
   */
  private static final Set<Integer> NOT_OF_THE_LINK = Set.of(401, 403, 407, 408, 425, 429);

  private static final Set<String> NOT_FOUND_CODES =
      Set.of("itemnotfound", "resourcenotfound", "request_resourcenotfound");

  /** What to do about an error. */
  public enum Kind {
    /** Too many requests: wait as asked, then repeat. */
    THROTTLED(true),
    /** Graph has a moment's trouble: wait, then repeat. */
    UNAVAILABLE(true),
    /** The link that was kept is no longer valid: begin a full round. */
    RESYNC(false),
    /** The token is refused: sign in again once, then it is the credentials. */
    UNAUTHENTICATED(false),
    /** A permission is missing. */
    FORBIDDEN(false),
    /** The object does not exist: Graph says so itself. */
    NOT_FOUND(false),
    /** Graph does not take the request; repeating it is of no use. */
    BAD_REQUEST(false),
    /** Something else answers than Graph, or the address is wrong. */
    UNEXPECTED(false);

    private final boolean repeatable;

    Kind(boolean repeatable) {
      this.repeatable = repeatable;
    }

    /**
     * Whether the same request may succeed later.
     *
     * @return true for {@link #THROTTLED} and {@link #UNAVAILABLE}
     */
    public boolean repeatable() {
      return repeatable;
    }
  }

  /**
   * Reads an error.
   *
   * @param status the HTTP status, not 2xx
   * @param headers of the answer, in any case; a value is a text or a collection of texts
   * @param body of the answer, or null
   * @param need what was read, for the permission to name
   * @param clock against which a date in Retry-After is read
   * @return the error; anything can be read
   */
  public static GraphError read(
      int status,
      Map<String, ?> headers,
      @Nullable String body,
      GraphPermission need,
      Clock clock) {
    List<String> codes = codes(json(text(body)).path("error"));
    return read(kind(status, codes), status, headers, text(body), need, clock);
  }

  /**
   * Reads the answer to a link of a delta query that was kept from an earlier cycle. Graph's pages
   * name 410 and a few codes for one that is no longer valid; programs meet others, down to a bare
   * 400 (microsoftgraph/microsoft-graph-docs #1000, #2350, #2877). So every refusal that is about
   * the link and does not pass by itself is {@link Kind#RESYNC}.
   *
   * @param status as in {@link #read}
   * @param headers as in {@link #read}
   * @param body as in {@link #read}
   * @param need as in {@link #read}
   * @param clock as in {@link #read}
   * @return the error; anything can be read
   */
  public static GraphError ofKeptLink(
      int status,
      Map<String, ?> headers,
      @Nullable String body,
      GraphPermission need,
      Clock clock) {
    Kind kind = kind(status, codes(json(text(body)).path("error")));
    boolean refused =
        status >= 400
            && status < 500
            && !NOT_OF_THE_LINK.contains(status)
            && (kind == Kind.BAD_REQUEST || kind == Kind.UNEXPECTED);
    return read(refused ? Kind.RESYNC : kind, status, headers, text(body), need, clock);
  }

  private static String text(@Nullable String body) {
    return body == null ? "" : body;
  }

  private static GraphError read(
      Kind kind,
      int status,
      Map<String, ?> headers,
      String text,
      GraphPermission need,
      Clock clock) {
    JsonNode error = json(text).path("error");
    List<String> codes = codes(error);
    String code = codes.isEmpty() ? "" : codes.get(codes.size() - 1);
    Duration retryAfter =
        kind.repeatable()
            ? RetryAfter.parse(AnswerHeaders.value(headers, "Retry-After"), clock)
            : null;
    String requestId = requestId(headers, error);
    String said = said(error, text);
    StringBuilder message = new StringBuilder(advice(kind, status, need, retryAfter));
    message.append(" (HTTP ").append(status);
    if (!codes.isEmpty()) {
      message.append(", ").append(String.join(" / ", codes));
    }
    if (!said.isEmpty()) {
      message.append(": ").append(said);
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
      // "Properties that cannot be listed" are answered so, and will be tomorrow
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
      Kind kind, int status, GraphPermission need, @Nullable Duration retryAfter) {
    return switch (kind) {
      case THROTTLED ->
          "Microsoft Graph asks to slow down"
              + (retryAfter == null ? "" : " and wait " + seconds(retryAfter) + " s")
              + "; the request is repeated";
      case UNAVAILABLE -> "Microsoft Graph is not available; the request is repeated later";
      case RESYNC ->
          "Microsoft Graph no longer takes the link that was kept; everything is to be read anew";
      case UNAUTHENTICATED ->
          "Microsoft Graph refuses the token; check entra.tenant-id, entra.client-id, and that"
              + " entra.authority and entra.graph-url are of the same cloud";
      case FORBIDDEN ->
          "The application may not read %s; grant it the application permission %s of Microsoft"
                  .formatted(need.purpose(), need.leastPrivileged())
              + " Graph, with admin consent";
      case NOT_FOUND ->
          need == GraphPermission.ENTERPRISE_APPLICATION
              ? "The tenant has no such enterprise application; check entra.enterprise-app-id,"
                  + " which is its object id, not its application id"
              : "Microsoft Graph has no such object";
      case BAD_REQUEST -> "Microsoft Graph does not take the request; repeating it is of no use";
      case UNEXPECTED ->
          status >= 300 && status < 400
              ? "Microsoft Graph leads elsewhere, which is not followed; check entra.graph-url"
              : "This is no answer of Microsoft Graph; check entra.graph-url, and proxies in"
                  + " between";
    };
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }

  /** The code of the error and of the errors in it, from the outermost to the most specific. */
  private static List<String> codes(JsonNode error) {
    List<String> codes = new ArrayList<>();
    JsonNode level = error;
    for (int depth = 0; depth < DEPTH && level.isObject(); depth++) {
      String code = level.path("code").asText("");
      // a status repeated as a code says nothing more
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

  private static String said(JsonNode error, String body) {
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
