package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.HttpService;
import org.entrazscaler.simulation.http.Received;
import org.entrazscaler.simulation.http.RequestLog;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests to Zscaler: applies the faults that only Zscaler has and the rate limit,
 * checks the token, and passes the rest to {@link ScimService}.
 */
final class ZscalerService implements HttpService<RecordedRequest, Answer> {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String basePath;
  private final RequestLog<RecordedRequest> log;
  private final ScimService scim;
  private final SimulatedZscaler.Portal portal;
  private final TokenBucket bucket = new TokenBucket();
  private final Map<Map<String, String>, Map<String, String>> headerSets =
      new ConcurrentHashMap<>();

  ZscalerService(
      String basePath,
      RequestLog<RecordedRequest> log,
      ScimService scim,
      SimulatedZscaler.Portal portal) {
    this.basePath = basePath;
    this.log = log;
    this.scim = scim;
    this.portal = portal;
  }

  @Override
  public RecordedRequest recorded(int number, Received request) {
    // Most requests of a run have the same headers. They are stored once, so that a run of 200,000
    // requests stays small.
    Map<String, String> headers = headerSets.computeIfAbsent(request.headers(), same -> same);
    return new RecordedRequest(
        number,
        request.method(),
        below(request.path()) ? request.path().substring(basePath.length()) : request.path(),
        below(request.path()),
        request.query(),
        request.body(),
        headers,
        System.nanoTime(),
        0,
        0,
        false,
        null,
        null,
        Thread.currentThread().getName());
  }

  private boolean below(String path) {
    return path.startsWith(basePath + "/");
  }

  @Override
  public RecordedRequest finished(RecordedRequest request, Outcome<Answer> outcome) {
    Answer answer = outcome.answer();
    return request.answered(
        outcome.status(),
        answer != null && answer.success(),
        answer == null ? null : answer.resourceId(),
        outcome.fault(),
        System.nanoTime());
  }

  @Override
  public Answer answer(RecordedRequest request, @Nullable Fault fault) {
    ZscalerOptions options = portal.options();
    if (fault instanceof ZscalerFault.Refusal refusal) {
      return new Answer(refusal.status(), refusal.contentType(), refusal.body(), Map.of(), null);
    }
    if (fault instanceof ZscalerFault.Throttled throttled) {
      return throttled(throttled.style(), options);
    }
    if (fault instanceof ZscalerFault.TokenRotated) {
      portal.rotateToken();
    }
    if (!request.belowTenantUrl()) {
      return new Answer(404, "text/html", "<html><body>Not Found</body></html>", Map.of(), null);
    }
    if (options.blockedAboveConcurrent() > 0 && log.running() > options.blockedAboveConcurrent()) {
      return Answer.error(401, null, "Resource Access Blocked");
    }
    if (!bucket.take(options.requestsPerSecond(), System.nanoTime())) {
      return throttled(options.throttleStyle(), options);
    }
    String authorization = request.headers().getOrDefault("authorization", "");
    boolean authorized =
        authorization.regionMatches(true, 0, "Bearer ", 0, 7)
            && authorization.substring(7).strip().equals(portal.secretToken());
    if (!authorized && !ScimService.isDiscovery(request.path())) {
      return Answer.error(401, null, "The bearer token is missing or not valid")
          .withHeader("WWW-Authenticate", "Bearer");
    }
    String mediaType = request.headers().get("content-type");
    if (mediaType != null) {
      mediaType = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
    Answer original =
        scim.handle(
            request.method(), request.path(), request.query(), mediaType, request.body(), options);
    return fault instanceof ZscalerFault.Changed changed ? changed(original, changed) : original;
  }

  private static Answer changed(Answer original, ZscalerFault.Changed fault) {
    ObjectNode document = Json.object(original.body());
    fault.change().accept(document);
    return original.withBody(document.toString());
  }

  private static Answer throttled(ThrottleStyle style, ZscalerOptions options) {
    Answer plain = Answer.error(429, null, "Rate limit exceeded");
    return switch (style) {
      case NONE -> plain;
      case SECONDS -> plain.withHeader("Retry-After", "1");
      case SECONDS_WITH_UNIT -> plain.withHeader("Retry-After", "1s");
      case HTTP_DATE ->
          plain.withHeader(
              "Retry-After", HTTP_DATE.format(options.clock().instant().plusSeconds(2)));
      case BODY_FIELD ->
          new Answer(
              429,
              "application/json",
              "{\"message\":\"Rate Limit ("
                  + (int) options.requestsPerSecond()
                  + "/SECOND) exceeded\",\"Retry-After\":\"0 seconds\"}",
              Map.of(),
              null);
    };
  }
}
