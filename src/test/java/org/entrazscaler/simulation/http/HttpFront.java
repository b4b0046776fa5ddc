package org.entrazscaler.simulation.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
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
 * The HTTP server of a simulation: Jetty on 127.0.0.1 with its own threads. It records requests,
 * applies planned faults of the connection, and passes the rest to an {@link HttpService}.
 *
 * @param <R> a recorded request
 * @param <A> an answer of the service
 */
public final class HttpFront<R, A extends HttpAnswer> {

  private static final int THREADS = 64;

  private final String name;
  private final Duration idleTimeout;
  private final RequestLog<R> log = new RequestLog<>();
  private final Faults<R> faults;
  private final int port;
  private volatile @Nullable HttpService<R, A> service;
  private volatile CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Server server;

  /**
   * Reserves the port.
   *
   * @param name the begin of the names of the serving threads
   * @param port 0 for a free one
   * @param idleTimeout how long a connection stays open between an answer and the next request
   * @param ownFaults the faults that the service applies
   */
  public HttpFront(String name, int port, Duration idleTimeout, Class<? extends Fault> ownFaults) {
    this.name = name;
    this.idleTimeout = idleTimeout;
    this.faults = new Faults<>(ownFaults);
    Server first = listen(port);
    this.server = first;
    this.port = ((ServerConnector) first.getConnectors()[0]).getLocalPort();
  }

  /** The address, without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The planned faults. */
  public Faults<R> faults() {
    return faults;
  }

  /** The received requests. */
  public RequestLog<R> log() {
    return log;
  }

  /** Passes all further requests to a service. */
  public void passTo(HttpService<R, A> next) {
    service = next;
  }

  /** Accepts connections, after a stop on the same port. */
  public synchronized void start() {
    Server next = server == null ? listen(port) : server;
    server = next;
    try {
      next.start();
    } catch (Exception failed) {
      throw new IllegalStateException("The simulation cannot serve port " + port, failed);
    }
  }

  /** Breaks every connection and refuses new ones. */
  public synchronized void stop() {
    Server running = server;
    if (running == null) {
      return;
    }
    server = null;
    stopped.countDown();
    stopped = new CountDownLatch(1);
    try {
      running.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("The simulation on port " + port + " did not stop", failed);
    }
  }

  private Server listen(int wanted) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName(name);
    threads.setDaemon(true);
    Server next = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // msal4j requests "//metadata/…".
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector =
        new ServerConnector(next, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(wanted);
    connector.setIdleTimeout(0);
    next.addConnector(connector);
    next.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            keepUntilIdle(request);
            serve(request, response, callback);
            return true;
          }
        });
    try {
      connector.open();
    } catch (IOException failed) {
      throw new IllegalStateException("The simulation cannot listen on port " + wanted, failed);
    }
    return next;
  }

  /** A connection is idle between an answer and the next request, not during either. */
  private void keepUntilIdle(Request request) {
    EndPoint connection = endPoint(request);
    connection.setIdleTimeout(0);
    Request.addCompletionListener(
        request, failure -> connection.setIdleTimeout(idleTimeout.toMillis()));
  }

  private void serve(Request request, Response response, Callback callback) throws IOException {
    CountDownLatch end = stopped;
    HttpService<R, A> to = service;
    if (to == null) {
      throw new IllegalStateException("No service was set");
    }
    Received received = received(request);
    R recorded = log.arrived(number -> to.recorded(number, received));
    Fault fault = faults.take(recorded);
    A answer = null;
    HttpAnswer sent = null;
    try {
      if (fault instanceof Fault.Slow slow) {
        pause(slow.delay(), end);
      } else if (fault instanceof Fault.Held held) {
        awaitOpen(held.gate(), end);
      }
      if (fault instanceof Fault.Html html) {
        sent = new ProxyPage(html.status());
      } else if (!(fault instanceof Fault.Reset)) {
        answer = to.answer(recorded, fault instanceof Fault.OfConnection ? null : fault);
        sent = fault instanceof Fault.LostAnswer ? null : answer;
      }
    } finally {
      // The request is recorded before its answer is sent or the connection breaks, so that a
      // client that has the answer, or knows that there will be none, finds it here.
      int status = sent == null ? 0 : sent.status();
      log.finished(
          recorded, to.finished(recorded, new HttpService.Outcome<>(status, fault, answer)));
    }
    if (sent == null) {
      reset(request);
      callback.failed(new EofException("The connection was broken by a planned fault"));
    } else {
      send(request, response, callback, sent, fault);
    }
  }

  private static Received received(Request request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.put(field.getLowerCaseName(), field.getValue());
    }
    return new Received(
        request.getMethod(),
        request.getHttpURI().getPath(),
        request.getHttpURI().getQuery(),
        headers,
        Content.Source.asString(request, StandardCharsets.UTF_8));
  }

  private static void awaitOpen(CountDownLatch gate, CountDownLatch end) {
    while (gate.getCount() > 0) {
      pause(Duration.ofMillis(10), end);
    }
  }

  /** Waits without a lock; fails when the server stops. */
  private static void pause(Duration delay, CountDownLatch end) {
    try {
      if (end.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("The simulation was stopped");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The simulation was stopped", stop);
    }
  }

  private static void send(
      Request request,
      Response response,
      Callback callback,
      HttpAnswer answer,
      @Nullable Fault fault)
      throws IOException {
    response.setStatus(answer.status());
    answer.sentHeaders().forEach(response.getHeaders()::put);
    byte[] body = answer.sentBody();
    if (body.length == 0) {
      callback.succeeded();
      return;
    }
    boolean broken = fault instanceof Fault.BrokenAnswer;
    int sent = broken || fault instanceof Fault.TruncatedJson ? body.length / 2 : body.length;
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

  private record ProxyPage(int status) implements HttpAnswer {

    @Override
    public Map<String, String> sentHeaders() {
      return Map.of("Content-Type", "text/html;charset=utf-8");
    }

    @Override
    public byte[] sentBody() {
      return "<!DOCTYPE html><html><head><title>%1$d</title></head><body><h1>%1$d</h1></body></html>"
          .formatted(status)
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
