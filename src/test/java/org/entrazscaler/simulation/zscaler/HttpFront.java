package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server: Jetty on 127.0.0.1 with its own threads. It records requests, applies planned
 * faults and the rate limit, checks the token, and passes the rest to {@link ScimService}.
 */
final class HttpFront {

  private static final int THREADS = 64;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ZscalerOptions atStart;
  private final RequestLog log;
  private final Faults faults;
  private final SimulatedZscaler.Portal portal;
  private final Server server;
  private final ServerConnector connector;
  private final TokenBucket bucket = new TokenBucket();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable ScimService scim;

  HttpFront(ZscalerOptions atStart, RequestLog log, Faults faults, SimulatedZscaler.Portal portal) {
    this.atStart = atStart;
    this.log = log;
    this.faults = faults;
    this.portal = portal;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("zscaler");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(atStart.port());
    connector.setIdleTimeout(0);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            keepUntilIdle(request);
            serve(request, response, callback);
            return true;
          }
        });
  }

  /** A connection is idle between an answer and the next request, not during either. */
  private void keepUntilIdle(Request request) {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    connection.setIdleTimeout(0);
    Request.addCompletionListener(
        request, failure -> connection.setIdleTimeout(atStart.idleTimeout().toMillis()));
  }

  void start(TenantStore store) {
    try {
      connector.open();
      scim = new ScimService(store, tenantUrl(), atStart);
      server.start();
    } catch (Exception failed) {
      throw new IllegalStateException(
          "The simulated Zscaler cannot listen on port " + atStart.port(), failed);
    }
  }

  void stop() {
    stopped.countDown();
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("The simulated Zscaler did not stop", failed);
    }
  }

  String tenantUrl() {
    return "http://127.0.0.1:" + connector.getLocalPort() + atStart.product().basePath();
  }

  private void serve(Request request, Response response, Callback callback) throws IOException {
    String body = Content.Source.asString(request, StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.put(field.getLowerCaseName(), field.getValue());
    }
    String whole = request.getHttpURI().getPath();
    String base = atStart.product().basePath();
    boolean below = whole.startsWith(base + "/");
    RecordedRequest recorded =
        log.arrived(
            request.getMethod(),
            below ? whole.substring(base.length()) : whole,
            request.getHttpURI().getQuery(),
            body,
            headers);
    Fault fault = faults.nextFault(recorded);
    Answer answer = null;
    int status = 0;
    try {
      answer = answer(recorded, below, fault);
      if (answer != null && !(fault instanceof Fault.LostAnswer)) {
        status = answer.status();
      }
    } finally {
      // The request is recorded before its answer is sent or the connection breaks, so that a
      // client that has the answer, or knows that there will be none, finds it here.
      log.finished(
          recorded.answered(
              status,
              answer != null && answer.success(),
              answer == null ? null : answer.resourceId(),
              fault,
              System.nanoTime()));
    }
    if (status == 0) {
      reset(request);
      callback.failed(new EofException("The connection was broken by a planned fault"));
    } else {
      send(request, response, callback, answer, fault);
    }
  }

  /** Null if the connection must be reset and the request not carried out. */
  private @Nullable Answer answer(RecordedRequest request, boolean below, @Nullable Fault fault) {
    ZscalerOptions options = portal.options();
    if (fault instanceof Fault.Reset) {
      return null;
    }
    if (fault instanceof Fault.Refusal refusal) {
      return new Answer(refusal.status(), refusal.contentType(), refusal.body(), Map.of(), null);
    }
    if (fault instanceof Fault.Throttled throttled) {
      return throttled(throttled.style(), options);
    }
    if (fault instanceof Fault.TokenRotated) {
      portal.rotateToken();
    }
    if (fault instanceof Fault.Slow slow) {
      pause(slow.delay());
    }
    if (fault instanceof Fault.Held held) {
      awaitOpen(held.gate());
    }
    if (!below) {
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
        scim()
            .handle(
                request.method(),
                request.path(),
                request.query(),
                mediaType,
                request.body(),
                options);
    return fault instanceof Fault.Changed changed ? changed(original, changed) : original;
  }

  private static Answer changed(Answer original, Fault.Changed fault) {
    ObjectNode document = Json.object(original.body());
    fault.change().accept(document);
    return original.withBody(document.toString());
  }

  private ScimService scim() {
    ScimService started = scim;
    if (started == null) {
      throw new IllegalStateException("Not started");
    }
    return started;
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

  /** Waits without a lock; ends early when the server stops. */
  private void awaitOpen(CountDownLatch gate) {
    while (gate.getCount() > 0) {
      pause(Duration.ofMillis(10));
    }
  }

  private void pause(Duration delay) {
    try {
      if (stopped.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("The simulated Zscaler was stopped");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The simulated Zscaler was stopped", stop);
    }
  }

  private static void send(
      Request request, Response response, Callback callback, Answer answer, @Nullable Fault fault)
      throws IOException {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.SERVER, "Zscaler");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private");
    response.getHeaders().put("Keep-Alive", "timeout=10");
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (answer.contentType() == null) {
      callback.succeeded();
      return;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType() + ";charset=utf-8");
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    int sent = body.length;
    if (fault instanceof Fault.TruncatedJson || fault instanceof Fault.BrokenAnswer) {
      sent = body.length / 2;
    }
    boolean broken = fault instanceof Fault.BrokenAnswer;
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, broken ? body.length : sent);
    if (broken) {
      Content.Sink.write(response, false, ByteBuffer.wrap(body, 0, sent));
      endPoint(request).close();
      callback.failed(new EofException("The connection was broken by a planned fault"));
    } else {
      response.write(true, ByteBuffer.wrap(body, 0, sent), callback);
    }
  }

  /**
   * Breaks the connection with a TCP reset, so that nothing that Jetty may still write reaches the
   * client.
   */
  private static void reset(Request request) throws IOException {
    EndPoint endPoint = endPoint(request);
    if (endPoint.getTransport() instanceof SocketChannel channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    endPoint.close();
  }

  private static EndPoint endPoint(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
